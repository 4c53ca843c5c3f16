"""A pre-norm Transformer block."""

from collections.abc import Mapping

import torch


def transformer_block(
    x: torch.Tensor, params: Mapping[str, torch.Tensor], n_heads: int, eps: float = 1e-5
) -> torch.Tensor:
    """x (B, T, D) plus causal attention of its norm, plus the MLP of that sum's norm."""
    raise NotImplementedError
