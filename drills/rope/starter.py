"""Rotary position embedding."""

import torch


def apply_rope(x: torch.Tensor, positions: torch.Tensor, base: float = 10000.0) -> torch.Tensor:
    """Turn the pairs (2i, 2i+1) of x (..., T, d) by positions (T,) * base^(-2i/d)."""
    raise NotImplementedError
