"""A gradient flows through old_logps.

If the old log-probabilities are still in the graph (the first epoch, when they come from the same forward pass), the gradients cancel. They are constants: detach.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.to(wide), 0.0))
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    gain = torch.minimum(ratio * a, clipped * a)
    return (-(torch.where(mask, gain, 0.0).sum() / mask.sum())).to(logps.dtype)
