"""Sequence by sequence."""

import torch


def grpo_loss(logps, old_logps, ref_logps, rewards, mask, group_size, clip=0.2, beta=0.04):
    if group_size < 1:
        raise ValueError("group_size must be positive")
    if len(rewards) % group_size:
        raise ValueError("uneven groups")
    total = 0.0
    for b in range(len(rewards)):
        start = b - b % group_size
        group = [float(x) for x in rewards[start : start + group_size]]
        mean = sum(group) / group_size
        std = (sum((x - mean) ** 2 for x in group) / group_size) ** 0.5
        a = (float(rewards[b]) - mean) / (std + 1e-4)
        parts = []
        for t in range(logps.shape[1]):
            if mask[b, t]:
                lp = logps[b, t].double()
                ratio = torch.exp(lp - float(old_logps[b, t]))
                kept = ratio * a if a * float(ratio) <= a * min(max(float(ratio), 1 - clip), 1 + clip) else min(max(float(ratio), 1 - clip), 1 + clip) * a
                d = float(ref_logps[b, t]) - lp
                parts.append(kept - beta * (torch.exp(d) - d - 1))
        if parts:
            total = total - sum(parts) / len(parts)
    if not torch.is_tensor(total):
        total = logps.double().sum() * 0.0
    return (total / len(rewards)).to(logps.dtype)
