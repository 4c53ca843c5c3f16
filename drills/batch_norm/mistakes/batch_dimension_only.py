"""Statistics over the batch dimension only.

With x of shape (N, C, L) every position gets a mean of its own. Batch norm shares one mean and variance a channel over batch and all positions. Average over every dimension but the second.
"""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    others = [i for i in range(x.dim()) if i != 1]
    shape = [1, -1] + [1] * (x.dim() - 2)
    new_mean, new_var = running_mean.clone(), running_var.clone()
    if training:
        mean = wide.mean(0, keepdim=True)
        var = (wide - mean).square().mean(0, keepdim=True)
        n = x.numel() // x.shape[1]
        whole = wide.detach().mean(others)
        spread = (wide.detach() - whole.view(shape)).square().mean(others)
        new_mean = (1 - momentum) * running_mean + momentum * whole
        new_var = (1 - momentum) * running_var + momentum * spread * n / (n - 1)
    else:
        mean, var = running_mean.to(wide.dtype).view(shape), running_var.to(wide.dtype).view(shape)
    y = (wide - mean) / torch.sqrt(var + eps) * weight.view(shape) + bias.view(shape)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
