"""How large is the KV cache, and how many sequences fit?"""


def kv_cache_bytes(
    n_layers: int,
    n_kv_heads: int,
    head_dim: int,
    seq_len: int,
    batch_size: int = 1,
    bytes_per_element: float = 2,
) -> int:
    """Bytes of the keys and values of batch_size sequences of seq_len tokens."""
    raise NotImplementedError


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
    """Sequences of seq_len tokens, each in whole blocks, that fit beside the weights."""
    raise NotImplementedError
