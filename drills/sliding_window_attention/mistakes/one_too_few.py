"""The window is one key too narrow.

The query's own position counts as one of the `window` keys, but not twice: i - window + 2 .. i drops the
oldest key. With window = 1 a query must still see itself.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    width = min(max(window - 1, 1), t)
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, 1, device=q.device)
    seen = keys >= 0
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
