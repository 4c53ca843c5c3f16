"""Counts half bytes in integers."""


def kv_cache_bytes(n_layers, n_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_element=2):
    if min(n_layers, n_kv_heads, head_dim, seq_len, batch_size, bytes_per_element) <= 0:
        raise ValueError("positive, please")
    half_bytes = int(2 * bytes_per_element)
    keys = n_layers * n_kv_heads * head_dim * seq_len * batch_size * half_bytes
    return (keys + keys) // 2


def max_concurrent_sequences(
    memory_bytes, weight_bytes, n_layers, n_kv_heads, head_dim, seq_len, bytes_per_element=2, block_size=1
):
    if weight_bytes < 0 or memory_bytes <= 0:
        raise ValueError("positive, please")
    block = kv_cache_bytes(n_layers, n_kv_heads, head_dim, block_size, bytes_per_element=bytes_per_element)
    if seq_len <= 0:
        raise ValueError("seq_len")
    blocks = (seq_len + block_size - 1) // block_size
    free = memory_bytes - weight_bytes
    return free // (blocks * block) if free > 0 else 0
