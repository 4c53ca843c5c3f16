"""The given running tensors themselves are returned.

Result and input share their memory when not training: whoever writes to the one changes the other, far from where it went wrong. `x.to(dtype)` makes no copy either where the dtype is right already. Return clones.
"""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    others = [i for i in range(x.dim()) if i != 1]
    shape = [1, -1] + [1] * (x.dim() - 2)
    mean, var = running_mean.to(wide.dtype), running_var.to(wide.dtype)
    new_mean, new_var = running_mean, running_var
    if training:
        new_mean, new_var = (1 - momentum) * mean, (1 - momentum) * var
        mean = wide.mean(others)
        var = (wide - mean.view(shape)).square().mean(others)
        n = x.numel() // x.shape[1]
        new_mean = new_mean + momentum * mean.detach()
        new_var = new_var + momentum * var.detach() * n / (n - 1)
    y = (wide - mean.view(shape)) / torch.sqrt(var + eps).view(shape) * weight.view(shape) + bias.view(shape)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
