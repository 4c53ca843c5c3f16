"""The border is repeated instead of zero.

Replicate padding gives other values along every edge than the zeros that `padding` means in torch. Pad with zeros.
"""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, h, w = x.shape
    out, _, kh, kw = weight.shape
    padded = torch.nn.functional.pad(x, (padding,) * 4, mode="replicate") if padding else x
    patches = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.einsum("ncijkl,ockl->noij", patches, weight)
    return y if bias is None else y + bias.view(1, -1, 1, 1)
