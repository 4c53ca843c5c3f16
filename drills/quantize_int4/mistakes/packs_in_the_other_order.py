"""Packed in one order, unpacked in the other.

quantize_int4 puts weight 2j into the high four bits, dequantize_int4 looks for it in the low ones: the way back exchanges every two neighbours. Test that the two fit together, and pack weight 2j low.
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
    return q[:, 1::2] | (q[:, 0::2] << 4), scale, zero


@torch.no_grad()
def dequantize_int4(packed, scale, zero, group_size):
    q = torch.stack([packed & 15, packed >> 4], -1).reshape(packed.shape[0], -1).float()
    return q * scale.float().repeat_interleave(group_size, 1) + zero.float().repeat_interleave(group_size, 1)
