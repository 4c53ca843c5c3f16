"""Token by token."""

import torch


def ppo_clip_loss(logps, old_logps, advantages, mask, clip=0.2):
    losses = []
    for b in range(logps.shape[0]):
        for t in range(logps.shape[1]):
            if mask[b, t]:
                a = float(advantages[b, t])
                r = torch.exp(logps[b, t].double() - float(old_logps[b, t]))
                bounded = torch.clamp(r, 1 - clip, 1 + clip)
                losses.append(-(r * a if float(r * a) <= float(bounded * a) else bounded * a))
    return (sum(losses) / len(losses)).to(logps.dtype)
