"""The mean runs over padding too.

The loss is divided by B * T: batches with short answers take small steps. Divide by the number of masked tokens.
"""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    wide = torch.promote_types(logps.dtype, torch.float32)
    a = advantages.detach().to(wide)
    ratio = torch.exp(torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0))
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    gain = torch.minimum(ratio * a, clipped * a)
    return (-torch.where(mask, gain, 0.0).mean()).to(logps.dtype)
