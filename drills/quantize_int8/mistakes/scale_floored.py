"""The scale has a lower bound of 1e-5.

The bound avoids a division by zero, but rows of small weights (around 1e-4, say) then use a few levels only, or none. Treat a row of zeros by itself.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = (w.abs().amax(1, keepdim=True) / 127).clamp(min=1e-5)
    q = torch.round(w / torch.where(scale == 0, 1.0, scale))
    return q.to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() * scale.float()
