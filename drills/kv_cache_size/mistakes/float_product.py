"""Multiplied as a float.

elements * 0.5 is a float, exact only up to 2^53; beyond it odd numbers of half bytes are rounded. Use Fraction, or count in half bytes and divide by 2 at the end.
"""

from fractions import Fraction


def check(*values):
    if any(value <= 0 for value in values):
        raise ValueError("every argument must be positive")


def kv_cache_bytes(n_layers, n_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_element=2):
    check(n_layers, n_kv_heads, head_dim, seq_len, batch_size, bytes_per_element)
    return int(2 * n_layers * n_kv_heads * head_dim * seq_len * batch_size * float(bytes_per_element))


def max_concurrent_sequences(
    memory_bytes, weight_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element=2, block_size=1
):
    check(memory_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element, block_size)
    if weight_bytes < 0:
        raise ValueError("weight_bytes must not be negative")
    tokens = -(-seq_len // block_size) * block_size
    one = kv_cache_bytes(n_layers, n_kv_heads, head_dim, tokens, 1, bytes_per_element)
    return max(0, memory_bytes - weight_bytes) // one
