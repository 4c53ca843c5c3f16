"""Only the clipped ratio is used.

Without the minimum the gradient vanishes beyond the range also where the policy has moved the *wrong* way and should be brought back. Take the minimum of both.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    gain = clipped * a
    return (-(torch.where(mask, gain, 0.0).sum() / mask.sum())).to(logps.dtype)
