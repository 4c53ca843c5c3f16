"""A sum over kernel positions of shifted images."""

import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    kh, kw = weight.shape[2:]
    padded = torch.nn.functional.pad(x, (padding, padding, padding, padding))
    rows = (padded.shape[2] - kh) // stride + 1
    columns = (padded.shape[3] - kw) // stride + 1
    wide = torch.promote_types(x.dtype, torch.float32)
    total = 0
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + rows * stride : stride, b : b + columns * stride : stride][:, :, :rows, :columns]
            total = total + torch.einsum("ncij,oc->noij", part.to(wide), weight[:, :, a, b].to(wide))
    if bias is not None:
        total = total + bias.reshape(-1, 1, 1)
    return total.to(x.dtype)
