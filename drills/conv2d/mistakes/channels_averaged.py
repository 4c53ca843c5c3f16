"""Averaged over input channels instead of summed.

A convolution sums over channels and kernel positions. A mean makes the layer's scale depend on its width, which the initialisation has already taken care of. Sum.
"""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, h, w = x.shape
    out, _, kh, kw = weight.shape
    padded = torch.nn.functional.pad(x, (padding,) * 4)
    patches = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.einsum("ncijkl,ockl->noij", patches, weight)
    y = y / x.shape[1]
    return y if bias is None else y + bias.view(1, -1, 1, 1)
