"""One scale and one shift a channel, applied once."""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    dims = (0, *range(2, x.dim()))
    mean, var = running_mean.to(wide.dtype), running_var.to(wide.dtype)
    new_mean, new_var = mean, var
    if training:
        mean = wide.mean(dims)
        var = wide.var(dims, correction=0)
        new_mean = new_mean * (1 - momentum) + mean.detach() * momentum
        new_var = new_var * (1 - momentum) + wide.detach().var(dims) * momentum
    shape = (1, x.shape[1]) + (1,) * (x.dim() - 2)
    scale = weight / torch.sqrt(var + eps)
    y = (wide - mean.reshape(shape)) * scale.reshape(shape) + bias.reshape(shape)
    return y.to(x.dtype), new_mean.to(x.dtype, copy=True), new_var.to(x.dtype, copy=True)
