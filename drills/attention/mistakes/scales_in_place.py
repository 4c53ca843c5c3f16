"""The queries are scaled in place.

`q /= sqrt(d)` writes into the caller's tensor. The values of this call are right, but the next layer, the
cache or a second call sees scaled queries. Divide into a new tensor.
"""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    t_q, t_k = q.shape[-2], k.shape[-2]
    visible = torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(t_k - t_q)
    if mask is not None:
        visible = visible & mask
    sighted = visible.any(-1, keepdim=True)
    q /= math.sqrt(q.shape[-1])
    scores = q @ k.transpose(-2, -1)
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return torch.where(sighted, weights @ v, 0.0)
