"""Dequantising divides by the scale.

The scale is the width of a step, so a weight is q times the scale.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = w.abs().amax(1, keepdim=True) / 127
    q = torch.round(w / torch.where(scale == 0, 1.0, scale))
    return q.to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() / torch.where(scale == 0, 1.0, scale.float())
