"""Columns of patches from torch's unfold, one matrix product."""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    out, _, kh, kw = weight.shape
    wide = torch.promote_types(x.dtype, torch.float32)
    columns = torch.nn.functional.unfold(x.to(wide), (kh, kw), padding=padding, stride=stride)
    y = weight.to(wide).reshape(out, -1) @ columns
    if bias is not None:
        y = y + bias.unsqueeze(-1)
    rows = (x.shape[2] + 2 * padding - kh) // stride + 1
    return y.reshape(x.shape[0], out, rows, -1).to(x.dtype)
