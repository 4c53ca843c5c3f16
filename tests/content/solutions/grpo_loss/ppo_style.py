"""Flat tensors with a weight for each token."""

import torch


def grpo_loss(logps, old_logps, ref_logps, rewards, mask, group_size, clip=0.2, beta=0.04):
    if group_size < 1 or logps.shape[0] % group_size != 0:
        raise ValueError("group_size does not divide the number of sequences")
    n, t = logps.shape
    r = rewards.detach().double().unflatten(0, (-1, group_size))
    var, mean = torch.var_mean(r, dim=1, correction=0, keepdim=True)
    adv = ((r - mean) / (var.sqrt() + 1e-4)).flatten()[:, None].expand(n, t)[mask]
    weight = (mask.double() / mask.sum(1, keepdim=True) / n)[mask]
    new = logps[mask].double()
    ratio = (new - old_logps.detach()[mask].double()).exp()
    d = ref_logps.detach()[mask].double() - new
    surrogate = torch.min(ratio * adv, ratio.clamp(1 - clip, 1 + clip) * adv)
    return ((beta * (torch.expm1(d) - d) - surrogate) * weight).sum().to(logps.dtype)
