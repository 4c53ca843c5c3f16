"""The running variance takes in the biased variance.

The batch is normalised with the variance divided by n, but what is remembered estimates the population's variance and is divided by n - 1. With few values a channel the model that is
evaluated then differs from the one that was trained. Multiply by n / (n - 1) before blending.
"""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    others = [i for i in range(x.dim()) if i != 1]
    shape = [1, -1] + [1] * (x.dim() - 2)
    mean, var = running_mean.to(wide.dtype), running_var.to(wide.dtype)
    new_mean, new_var = running_mean.clone(), running_var.clone()
    if training:
        mean = wide.mean(others)
        var = (wide - mean.view(shape)).square().mean(others)
        new_mean = (1 - momentum) * running_mean + momentum * mean.detach()
        new_var = (1 - momentum) * running_var + momentum * var.detach()
    y = (wide - mean.view(shape)) / torch.sqrt(var + eps).view(shape) * weight.view(shape) + bias.view(shape)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
