"""How large is the KV cache, and how many sequences fit?"""

from fractions import Fraction


def _require_positive(**arguments: float) -> None:
    for name, value in arguments.items():
        if value <= 0:
            raise ValueError(f"{name} must be positive, not {value}")


def kv_cache_bytes(
    n_layers: int,
    n_kv_heads: int,
    head_dim: int,
    seq_len: int,
    batch_size: int = 1,
    bytes_per_element: float = 2,
) -> int:
    """Bytes of keys and values: 2 * layers * kv heads * head_dim * tokens * bytes an element.

    bytes_per_element: 0.5 is int4. Raises ValueError if any argument is not positive.
    """
    _require_positive(
        n_layers=n_layers,
        n_kv_heads=n_kv_heads,
        head_dim=head_dim,
        seq_len=seq_len,
        batch_size=batch_size,
        bytes_per_element=bytes_per_element,
    )
    # 2: a key and a value. A Fraction keeps half bytes exact where a float would round beyond 2**53.
    elements = 2 * n_layers * n_kv_heads * head_dim * seq_len * batch_size
    return int(elements * Fraction(bytes_per_element))


def max_concurrent_sequences(
    memory_bytes: int,
    weight_bytes: int,
    n_layers: int,
    n_kv_heads: int,
    head_dim: int,
    seq_len: int,
    bytes_per_element: float = 2,
    block_size: int = 1,
) -> int:
    """Sequences of seq_len tokens that fit in what the weights leave, each in whole blocks of block_size tokens.

    Raises ValueError if weight_bytes is negative or any other argument is not positive.
    """
    _require_positive(memory_bytes=memory_bytes, seq_len=seq_len, block_size=block_size)
    if weight_bytes < 0:
        raise ValueError(f"weight_bytes must not be negative, not {weight_bytes}")
    n_blocks = -(-seq_len // block_size)  # rounded up: the last block is reserved whole
    one = kv_cache_bytes(n_layers, n_kv_heads, head_dim, n_blocks * block_size, 1, bytes_per_element)
    return max(0, memory_bytes - weight_bytes) // one
