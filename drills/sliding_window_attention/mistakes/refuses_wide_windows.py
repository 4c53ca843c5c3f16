"""A window larger than T fails.

The window of a model is fixed (4096, say) and most inputs are shorter. Such a window is simply causal
attention; clip it to T.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    if window > t:
        raise ValueError("window is larger than the sequence")
    width = window
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, 1, device=q.device)
    seen = keys >= 0
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
