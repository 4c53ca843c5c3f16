"""Asymmetric int4 weights in groups, packed."""

import torch


@torch.no_grad()
def quantize_int4(w: torch.Tensor, group_size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Packed uint8 (out, in / 2), low nibble first; float32 scale and zero (out, in / group_size) of a weight (out, in).

    zero is the group's minimum. Raises ValueError if group_size does not divide in, or in is odd.
    Source: group-wise asymmetric quantisation, e.g. arXiv:2303.06865 section 5.
    """
    n_out, n_in = w.shape
    if n_in % group_size != 0:
        raise ValueError(f"group_size {group_size} does not divide {n_in} inputs")
    if n_in % 2 != 0:
        raise ValueError(f"{n_in} inputs cannot be packed in pairs")
    groups = w.float().reshape(n_out, n_in // group_size, group_size)
    zero = groups.amin(dim=-1)
    scale = (groups.amax(dim=-1) - zero) / 15
    # A constant group has scale 0 and must not become 0 / 0.
    divisor = torch.where(scale == 0, torch.ones_like(scale), scale)
    q = torch.round((groups - zero.unsqueeze(-1)) / divisor.unsqueeze(-1))
    q = q.to(torch.uint8).reshape(n_out, n_in)
    packed = q[:, 0::2] | (q[:, 1::2] << 4)
    return packed, scale, zero


@torch.no_grad()
def dequantize_int4(packed: torch.Tensor, scale: torch.Tensor, zero: torch.Tensor, group_size: int) -> torch.Tensor:
    """The float32 weight (out, in) that the packed bytes stand for."""
    low, high = packed & 0x0F, packed >> 4
    q = torch.stack([low, high], dim=-1).reshape(packed.shape[0], -1).float()
    # Every scale and zero serves group_size neighbours.
    scale = scale.float().repeat_interleave(group_size, dim=1)
    zero = zero.float().repeat_interleave(group_size, dim=1)
    return q * scale + zero
