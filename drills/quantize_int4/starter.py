"""Asymmetric int4 weights in groups, packed."""

import torch


def quantize_int4(w: torch.Tensor, group_size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Packed bytes (out, in / 2), scales and zeros (out, in / group_size) for a weight (out, in)."""
    raise NotImplementedError


def dequantize_int4(packed: torch.Tensor, scale: torch.Tensor, zero: torch.Tensor, group_size: int) -> torch.Tensor:
    """The float32 weight (out, in) that the packed bytes stand for."""
    raise NotImplementedError
