"""Values are cut off instead of rounded.

The cast to int8 cuts towards zero: every weight shrinks by half a step on average, which is a bias and no noise. Round first.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = w.abs().amax(1, keepdim=True) / 127
    q = w / torch.where(scale == 0, 1.0, scale)
    return q.to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() * scale.float()
