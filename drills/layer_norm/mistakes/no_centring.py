"""The mean is not subtracted.

That is RMSNorm, another layer: it keeps the offset of a vector, and a checkpoint trained with one does not run with the other. Subtract the mean before taking the average of the squares.
"""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps) * weight + bias).to(x.dtype)
