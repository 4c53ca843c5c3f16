"""Padding on one side only.

Zeros are added at the bottom and the right, so the output is shifted and smaller than it should be. Pad all four sides.
"""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    n, _, h, w = x.shape
    out, _, kh, kw = weight.shape
    padded = torch.nn.functional.pad(x, (0, padding, 0, padding))
    if padding:
        room = max(0, kh - padded.shape[2]), max(0, kw - padded.shape[3])
        padded = torch.nn.functional.pad(padded, (0, room[1], 0, room[0]))
    patches = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.einsum("ncijkl,ockl->noij", patches, weight)
    return y if bias is None else y + bias.view(1, -1, 1, 1)
