"""In Decimal, with divmod for the blocks."""

from decimal import Context, Decimal

WIDE = Context(prec=200)


def require(condition):
    if not condition:
        raise ValueError("an argument is out of range")


def kv_cache_bytes(n_layers, n_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_element=2):
    size = Decimal(2)
    for factor in (n_layers, n_kv_heads, head_dim, seq_len, batch_size, bytes_per_element):
        require(factor > 0)
        size = WIDE.multiply(size, Decimal(factor))
    return int(size)


def max_concurrent_sequences(
    memory_bytes, weight_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element=2, block_size=1
):
    require(memory_bytes > 0)
    require(weight_bytes >= 0)
    require(block_size > 0)
    blocks, rest = divmod(seq_len, block_size)
    if rest:
        blocks += 1
    each = kv_cache_bytes(
        n_layers=n_layers,
        n_kv_heads=n_kv_heads,
        head_dim=head_dim,
        seq_len=blocks * block_size,
        bytes_per_element=bytes_per_element,
    )
    return (memory_bytes - weight_bytes) // each if weight_bytes < memory_bytes else 0
