"""Nothing is checked.

A sequence length of 0 or -1 gives a size of 0, or a division by zero, or a negative number, far from where the mistake was made. Raise ValueError at the door.
"""

from fractions import Fraction


def check(*values):
    pass


def kv_cache_bytes(n_layers, n_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_element=2):
    check(n_layers, n_kv_heads, head_dim, seq_len, batch_size, bytes_per_element)
    return int(2 * n_layers * n_kv_heads * head_dim * seq_len * batch_size * Fraction(bytes_per_element))


def max_concurrent_sequences(
    memory_bytes, weight_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element=2, block_size=1
):
    check(memory_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element, block_size)
    if weight_bytes < 0:
        raise ValueError("weight_bytes must not be negative")
    tokens = -(-seq_len // block_size) * block_size
    one = kv_cache_bytes(n_layers, n_kv_heads, head_dim, tokens, 1, bytes_per_element)
    return max(0, memory_bytes - weight_bytes) // one
