"""Symmetric int8 weights, one scale a row."""

import torch


@torch.no_grad()
def quantize_int8(w: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Integers (out, in) in int8, from -127 to 127, and scales (out, 1) in float32 for a weight (out, in).

    A row of zeros has scale 0. Source: arXiv:2208.07339 section 2 (absmax quantisation, per row).
    """
    w = w.float()
    scale = w.abs().amax(dim=1, keepdim=True) / 127
    # A row of zeros must not become 0 / 0: divide it by 1 instead.
    divisor = torch.where(scale == 0, torch.ones_like(scale), scale)
    return torch.round(w / divisor).to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """The float32 weight (out, in) that q and scale stand for."""
    return q.float() * scale.float()
