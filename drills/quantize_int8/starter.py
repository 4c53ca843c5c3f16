"""Symmetric int8 weights, one scale a row."""

import torch


def quantize_int8(w: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Integers (out, in) in int8 and scales (out, 1) in float32 for a weight (out, in)."""
    raise NotImplementedError


def dequantize_int8(q: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """The float32 weight (out, in) that q and scale stand for."""
    raise NotImplementedError
