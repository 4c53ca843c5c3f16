"""Hidden scores become -1e9 instead of -inf.

A query that may see nothing then has equal scores everywhere, and gets the plain average of all values,
hidden ones included, where it should get zeros; padding leaks into the batch. In float16, -1e9 does not
even exist. Fill with -inf and treat blind queries apart.
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
    scores = scores.masked_fill(~visible, -1e9)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v
