"""The variance as E[x^2] - E[x]^2.

Both terms are about 1e8 when the mean is 1e4, and float32 keeps 7 digits: their difference is noise, even negative, and the root gives NaN. Residual streams do have such offsets in a few channels. Subtract
the mean first (or use Welford's update).
"""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    mean = wide.mean(-1, keepdim=True)
    variance = wide.square().mean(-1, keepdim=True) - mean.square()
    return ((wide - mean) / torch.sqrt(variance + eps) * weight + bias).to(x.dtype)
