"""The clipped branch chosen by the sign of the advantage."""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    rows = mask.nonzero(as_tuple=True)
    new, old, a = logps[rows].double(), old_logps[rows].detach().double(), advantages[rows].detach().double()
    ratio = (new - old).exp()
    limit = torch.where(a >= 0, torch.clamp(ratio, max=1 + clip), torch.clamp(ratio, min=1 - clip))
    return -(limit * a).mean().to(logps.dtype)
