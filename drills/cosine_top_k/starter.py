"""Exact search by cosine."""

import torch


def cosine_top_k(query: torch.Tensor, docs: torch.Tensor, k: int) -> tuple[torch.Tensor, torch.Tensor]:
    """(values, indices) of the k documents (N, d) nearest to query (d,) or (Q, d) by cosine; ties to the lower index."""
    raise NotImplementedError
