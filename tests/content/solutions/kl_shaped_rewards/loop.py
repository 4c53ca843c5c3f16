"""Row by row."""

import torch


def kl_shaped_rewards(final_reward, logps, ref_logps, mask, beta):
    out = torch.zeros_like(logps)
    for b in range(mask.shape[0]):
        tokens = mask[b].nonzero().flatten().tolist()
        for t in tokens:
            out[b, t] = -beta * float(logps[b, t] - ref_logps[b, t])
        if tokens:
            out[b, tokens[-1]] += float(final_reward[b])
    return out
