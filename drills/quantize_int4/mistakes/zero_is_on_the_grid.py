"""The range is stretched to contain 0.

Some formats need an exact 0 (padding, ReLU) and widen the range to include it. Here zero is the group's minimum itself; for a group of one sign the stretched range wastes levels.
"""

import torch


@torch.no_grad()
def quantize_int4(w, group_size):
    n_out, n_in = w.shape
    if n_in % group_size or n_in % 2:
        raise ValueError("group_size must divide an even number of inputs")
    groups = w.float().reshape(n_out, n_in // group_size, group_size)
    zero = groups.amin(-1).clamp(max=0)
    scale = (groups.amax(-1).clamp(min=0) - zero) / 15
    steps = (groups - zero[..., None]) / torch.where(scale == 0, 1.0, scale)[..., None]
    q = torch.round(steps).to(torch.uint8).reshape(n_out, n_in)
    return q[:, 0::2] | (q[:, 1::2] << 4), scale, zero


@torch.no_grad()
def dequantize_int4(packed, scale, zero, group_size):
    q = torch.stack([packed & 15, packed >> 4], -1).reshape(packed.shape[0], -1).float()
    return q * scale.float().repeat_interleave(group_size, 1) + zero.float().repeat_interleave(group_size, 1)
