"""Masks applied by multiplication, after making padding harmless."""

import torch


def grpo_loss(logps, old_logps, ref_logps, rewards, mask, group_size, clip=0.2, beta=0.04):
    if group_size <= 0 or rewards.numel() % group_size > 0:
        raise ValueError("bad group_size")
    wide = torch.promote_types(logps.dtype, torch.float32)
    m = mask.to(wide)
    old = torch.where(mask, old_logps.detach(), logps).to(wide)
    ref = torch.where(mask, ref_logps.detach(), logps).to(wide)
    r = rewards.detach().to(wide).reshape(-1, group_size)
    adv = ((r - r.mean(-1, keepdim=True)) / (r.var(-1, unbiased=False, keepdim=True).sqrt() + 1e-4)).reshape(-1)
    lp = logps.to(wide)
    ratio = torch.exp(lp - old)
    s1, s2 = ratio * adv[:, None], ratio.clamp(1 - clip, 1 + clip) * adv[:, None]
    kl = torch.exp(ref - lp) - (ref - lp) - 1
    obj = (torch.minimum(s1, s2) - beta * kl) * m
    return -(obj.sum(-1) / torch.clamp(m.sum(-1), min=1.0)).mean().to(logps.dtype)
