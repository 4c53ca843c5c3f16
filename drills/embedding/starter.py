"""Embedding lookup."""

import torch


def embedding(ids: torch.Tensor, weight: torch.Tensor, padding_idx: int | None = None) -> torch.Tensor:
    """ids (...), weight (V, d) -> (..., d); no gradient for the padding row."""
    raise NotImplementedError
