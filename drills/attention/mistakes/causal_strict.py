"""A query does not see its own position.

The causal rule is j <= i, not j < i: a token attends to itself as well. With the strict rule the first
token sees nothing and every other one lacks its own value. Look at the diagonal that tril keeps.
"""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    t_q, t_k = q.shape[-2], k.shape[-2]
    visible = torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(t_k - t_q - 1)
    if mask is not None:
        visible = visible & mask
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return torch.where(sighted, weights @ v, 0.0)
