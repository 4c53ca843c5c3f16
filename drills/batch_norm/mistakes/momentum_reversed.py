"""Momentum weighs the old value.

In PyTorch momentum is the weight of the *new* batch, 0.1 by default; elsewhere (TensorFlow) it is that of the old value. Reversed, the running values follow the last batch almost alone. Use
(1 - momentum) * old + momentum * batch.
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
        n = x.numel() // x.shape[1]
        new_mean = momentum * running_mean + (1 - momentum) * mean.detach()
        new_var = momentum * running_var + (1 - momentum) * var.detach() * n / (n - 1)
    y = (wide - mean.view(shape)) / torch.sqrt(var + eps).view(shape) * weight.view(shape) + bias.view(shape)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
