"""One scale for the whole matrix.

The largest weight anywhere sets the step of all rows. A row whose weights are a hundred times smaller keeps one or two levels, and that output channel is noise. Take the maximum over each row.
"""

import torch


@torch.no_grad()
def quantize_int8(w):
    w = w.float()
    scale = (w.abs().max() / 127).expand(w.shape[0], 1).clone()
    q = torch.round(w / torch.where(scale == 0, 1.0, scale))
    return q.to(torch.int8), scale


@torch.no_grad()
def dequantize_int8(q, scale):
    return q.float() * scale.float()
