"""Exponentials first, one division at the end."""

import torch


def attention(q, k, v, mask=None, causal=False):
    scores = torch.matmul(q * (1.0 / q.shape[-1] ** 0.5), k.mT)
    hidden = torch.zeros_like(scores, dtype=torch.bool)
    if causal:
        hidden = hidden | torch.ones_like(hidden).triu(1 + k.shape[-2] - q.shape[-2])
    if mask is not None:
        hidden = hidden | ~mask
    if scores.shape[-1] == 0:
        return scores @ v
    low = torch.finfo(scores.dtype).min
    top = torch.where(hidden, low, scores).amax(-1, keepdim=True).detach()
    weights = torch.where(hidden, 0.0, torch.exp(torch.where(hidden, low, scores - top)))
    total = weights.sum(-1, keepdim=True)
    return (weights @ v) / torch.where(total == 0, 1.0, total)
