"""The window lies after the query.

Query i sees i .. i + window - 1, the mirror image of what it should: only the future and itself. Check the
sign of the offset in the index.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    width = min(window, t)
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(0, width, device=q.device)
    seen = keys < t
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
