"""Batch normalisation with running statistics."""

import torch


def batch_norm(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    running_mean: torch.Tensor,
    running_var: torch.Tensor,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Normalise every channel of x (N, C, ...); return (y, new running mean, new running variance).

    Training uses the batch's mean and biased variance, and feeds the unbiased variance to the running value.
    Source: arXiv:1502.03167 algorithms 1 and 2, with PyTorch's convention for momentum.
    """
    wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x
    others = [i for i in range(x.dim()) if i != 1]
    per_channel = [1, -1] + [1] * (x.dim() - 2)
    old_mean, old_var = running_mean.to(wide.dtype), running_var.to(wide.dtype)
    if training:
        mean = wide.mean(others)
        var = (wide - mean.view(per_channel)).square().mean(others)
        n = x.numel() // x.shape[1]
        # What is remembered is an estimate of the population's variance, hence n - 1, and no part of the graph.
        new_mean = (1 - momentum) * old_mean + momentum * mean.detach()
        new_var = (1 - momentum) * old_var + momentum * var.detach() * n / (n - 1)
    else:
        mean, var = old_mean, old_var
        new_mean, new_var = old_mean.clone(), old_var.clone()
    y = (wide - mean.view(per_channel)) * torch.rsqrt(var + eps).view(per_channel)
    y = y * weight.view(per_channel) + bias.view(per_channel)
    return y.to(x.dtype), new_mean.to(x.dtype), new_var.to(x.dtype)
