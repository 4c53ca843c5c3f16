"""The variance is divided by D - 1.

torch.var is unbiased by default, while layer norm uses the biased variance. Every output is too small by sqrt((D - 1) / D): invisible at D = 4096, plain at D = 4, and a mismatch with every
published checkpoint. Pass unbiased=False (correction=0), or average the squares yourself.
"""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    centred = wide - wide.mean(-1, keepdim=True)
    variance = centred.square().sum(-1, keepdim=True) / max(1, x.shape[-1] - 1)
    return (centred / torch.sqrt(variance + eps) * weight + bias).to(x.dtype)
