"""The mean is subtracted.

That is layer norm. RMSNorm leaves the offset in, which is what makes it cheaper, and a checkpoint trained with it breaks when the mean is removed. Only divide.
"""

import torch


def rms_norm(x, weight, eps=1e-6):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    wide = wide - wide.mean(-1, keepdim=True)
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps) * weight).to(x.dtype)
