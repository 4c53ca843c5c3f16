"""Channels moved to the end, everything else flattened into rows."""

import torch


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    rows = x.movedim(1, -1)
    flat = rows.reshape(-1, x.shape[1]).to(torch.promote_types(x.dtype, torch.float32))
    if training:
        var, mean = torch.var_mean(flat, dim=0, correction=0)
        sample = flat.detach().var(0)
        kept = (running_mean.lerp(mean.detach().to(x.dtype), momentum), running_var.lerp(sample.to(x.dtype), momentum))
    else:
        mean, var, kept = running_mean, running_var, (running_mean + 0, running_var + 0)
    y = (flat - mean) / (var + eps).sqrt() * weight + bias
    return y.reshape(rows.shape).movedim(-1, 1).to(x.dtype), *kept
