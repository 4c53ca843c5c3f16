"""The last True by argmax of the flipped mask."""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    logps, ref, score = logps.detach(), ref_logps.detach(), final_reward.detach()
    rewards = (logps - ref) * -beta * mask
    t = mask.shape[1]
    last = t - 1 - mask.flip(1).int().argmax(1)
    rewards[torch.arange(len(mask), device=mask.device), last] += score * mask.any(1)
    return rewards
