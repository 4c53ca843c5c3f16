"""The bias is not added.

The argument is accepted and ignored: every output channel is off by a constant. Add bias.view(1, -1, 1, 1) where it is given.
"""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, h, w = x.shape
    out, _, kh, kw = weight.shape
    padded = torch.nn.functional.pad(x, (padding,) * 4)
    patches = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.einsum("ncijkl,ockl->noij", patches, weight)
    return y if bias is None else y + 0 * bias.view(1, -1, 1, 1)
