"""Scaled dot-product attention."""

import torch


def attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None, causal: bool = False
) -> torch.Tensor:
    """softmax(q k^T / sqrt(d)) v: q (..., Tq, d), k (..., Tk, d), v (..., Tk, dv); mask True = may attend."""
    raise NotImplementedError
