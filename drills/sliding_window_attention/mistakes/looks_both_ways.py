"""No causality: the window reaches into the future.

The window is taken on both sides, |i - j| < window. That is right for an encoder such as Longformer; a
decoder trained so has seen what it is to predict. Keys after i must stay hidden.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    width = min(window, t)
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, width, device=q.device)
    seen = (keys >= 0) & (keys < t)
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
