"""Softmax over the queries.

The weights of one key now sum to 1 over the queries, instead of the weights of one query over the keys. A
query's result is no longer an average of values, and with a causal mask it leaks how many later queries
there are. Normalise the last dimension of the scores.
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
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-2).nan_to_num()
    return torch.where(sighted, weights @ v, 0.0)
