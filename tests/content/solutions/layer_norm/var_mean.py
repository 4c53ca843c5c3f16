"""With torch.var_mean."""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    variance, mean = torch.var_mean(wide, dim=-1, correction=0, keepdim=True)
    return ((wide - mean) / (variance + eps).sqrt() * weight + bias).to(x.dtype)
