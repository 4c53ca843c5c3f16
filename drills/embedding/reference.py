"""Embedding lookup."""

import torch


def embedding(ids: torch.Tensor, weight: torch.Tensor, padding_idx: int | None = None) -> torch.Tensor:
    """ids (...) int64, weight (V, d) -> (..., d). The padding row is read, but gets no gradient."""
    if padding_idx is not None:
        rows = torch.arange(weight.shape[0], device=weight.device)
        frozen = (rows == padding_idx).unsqueeze(-1)
        weight = torch.where(frozen, weight.detach(), weight)
    return weight[ids]
