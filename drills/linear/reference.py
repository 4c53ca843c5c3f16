"""A linear layer."""

import torch


def linear(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """x (..., in), weight (out, in), bias (out,) or None -> (..., out): x W^T + b."""
    # PyTorch stores the weight with one output unit a row, hence the transpose.
    y = x @ weight.transpose(0, 1)
    return y if bias is None else y + bias
