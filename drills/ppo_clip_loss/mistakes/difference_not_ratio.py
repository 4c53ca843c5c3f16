"""The log-ratio is clipped.

The range 1 ± clip is for exp(logps - old_logps). The bare difference is 0 at first, where the ratio is 1. Exponentiate.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = (torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    gain = torch.minimum(ratio * a, clipped * a)
    return (-(torch.where(mask, gain, 0.0).sum() / mask.sum())).to(logps.dtype)
