"""A window below 1 is not refused.

With window = 0 no query sees anything, and what comes out is NaN, an error about shapes, or something that
looks like a result. Raise ValueError.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    t, d = q.shape[-2:]
    width = min(window, t)
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, 1, device=q.device)
    seen = keys >= 0
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
