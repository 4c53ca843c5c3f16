"""ReLU and its kink."""

import torch


def relu(x: torch.Tensor) -> torch.Tensor:
    """x where positive, else 0. Any shape; gradient 0 at 0; NaN stays NaN."""
    # `x <= 0` is False for NaN, so NaN passes through; a product with a mask would turn 0 * inf into NaN.
    return torch.where(x <= 0, torch.zeros_like(x), x)
