"""The maximum is taken without the absolute value.

A row whose largest weight is negative gets a scale that is too small, and its values leave the int8 range: they wrap around or are clipped. Take the maximum of the absolute values.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = w.amax(1, keepdim=True).clamp(min=0) / 127
    q = torch.round(w / torch.where(scale == 0, 1.0, scale))
    return q.clamp(-127, 127).to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() * scale.float()
