"""Keys before the start take part.

At the beginning there are fewer than `window` keys, and the zeros that were padded in front get a score of
0 and a share of the weight. The first tokens of every sequence come out too small. Put those scores to
-inf.
"""

import math

import torch


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    t, d = q.shape[-2:]
    back = torch.arange(t, device=q.device)[:, None] - torch.arange(t, device=q.device)
    seen = (back >= 0) & (back < window)
    scores = (q @ k.transpose(-2, -1) / math.sqrt(d)).masked_fill(~seen, -math.inf)
    missing = (window - 1 - torch.arange(t, device=q.device)).clamp_min(0)
    none = torch.zeros(*q.shape[:-2], t, window - 1, dtype=q.dtype, device=q.device)
    none = none.masked_fill(torch.arange(window - 1, device=q.device) >= missing[:, None], -math.inf)
    weights = torch.softmax(torch.cat([none, scores], -1), dim=-1)
    return weights[..., window - 1 :] @ v
