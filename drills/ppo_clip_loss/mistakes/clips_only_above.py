"""The ratio is clipped only from above.

For negative advantages the lower bound is what stops an action from being driven to probability zero in one update. Clamp on both sides.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    clipped = torch.clamp(ratio, max=1 + clip)
    gain = torch.minimum(ratio * a, clipped * a)
    return (-(torch.where(mask, gain, 0.0).sum() / mask.sum())).to(logps.dtype)
