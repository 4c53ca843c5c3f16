"""As a maximum of two losses, the way many code bases write it."""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    m = mask.to(torch.promote_types(logps.dtype, torch.float32))
    with torch.no_grad():
        base = torch.where(mask, old_logps, logps)
    gain = advantages.detach().to(m.dtype)
    ratio = torch.exp(logps.to(m.dtype) - base.to(m.dtype))
    loss = torch.max(-gain * ratio, -gain * ratio.clamp(1.0 - clip, 1.0 + clip))
    return ((loss * m).sum() / m.sum()).to(logps.dtype)
