"""Through the vector norm: rms = norm / sqrt(D)."""

import torch


def rms_norm(x, weight, eps=1e-6):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    mean_square = torch.linalg.vector_norm(wide, dim=-1, keepdim=True).pow(2) / x.shape[-1]
    return (wide / (mean_square + eps).sqrt()).to(x.dtype) * weight
