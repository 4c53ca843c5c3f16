"""Best-first search on one HNSW layer."""

import torch


def search_layer(
    vectors: torch.Tensor, neighbors: list[list[int]] | dict[int, list[int]], entry: int, query: torch.Tensor, ef: int
) -> list[int]:
    """Up to ef ids, nearest first, found by best-first search from entry; vectors (N, d), query (d,)."""
    raise NotImplementedError
