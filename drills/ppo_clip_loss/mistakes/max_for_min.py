"""The larger branch is taken.

max is optimistic: a harmful change beyond the range costs nothing more, a helpful one is pushed without end. That removes what clipping is for. Take the minimum.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    gain = torch.maximum(ratio * a, clipped * a)
    return (-(torch.where(mask, gain, 0.0).sum() / mask.sum())).to(logps.dtype)
