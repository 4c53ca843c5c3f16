"""The batch's statistics are used at test time too.

`training` only decides about the update, so the answer for one example depends on which others are in its batch, and a batch of one is normalised to nothing. Use the running statistics when not training. It is the bug behind
a model that is fine in training mode and useless after eval().
"""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    others = [i for i in range(x.dim()) if i != 1]
    shape = [1, -1] + [1] * (x.dim() - 2)
    new_mean, new_var = running_mean.clone(), running_var.clone()
    mean = wide.mean(others)
    var = (wide - mean.view(shape)).square().mean(others)
    if training:
        n = x.numel() // x.shape[1]
        new_mean = (1 - momentum) * running_mean + momentum * mean.detach()
        new_var = (1 - momentum) * running_var + momentum * var.detach() * n / (n - 1)
    y = (wide - mean.view(shape)) / torch.sqrt(var + eps).view(shape) * weight.view(shape) + bias.view(shape)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
