"""The weight is taken as an offset from one.

Some models (Gemma) store w and multiply by 1 + w. This one multiplies by the weight itself; mixing the two up doubles every activation of a freshly loaded checkpoint.
"""

import torch


def rms_norm(x, weight, eps=1e-6):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps) * (1 + weight)).to(x.dtype)
