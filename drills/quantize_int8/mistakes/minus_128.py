"""The range is divided by 128.

With absmax / 128 the negative extreme becomes -128 and the positive one would need 128, which int8 lacks: it is clipped by a whole step, or wraps to -128. Symmetric quantisation uses -127 .. 127.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = w.abs().amax(1, keepdim=True) / 128
    q = torch.round(w / torch.where(scale == 0, 1.0, scale)).clamp(-128, 127)
    return q.to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() * scale.float()
