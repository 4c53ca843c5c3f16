"""The weights are not subtracted.

The cache lives in what the weights leave: on an 80 GB card with a 16 GB model that is a fifth less. Subtract weight_bytes first.
"""

from fractions import Fraction


def check(*values):
    if any(value <= 0 for value in values):
        raise ValueError("every argument must be positive")


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
    return memory_bytes // one
