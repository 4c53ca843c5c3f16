"""Scaled by the size of a value.

The scale undoes the growth of the dot product between queries and keys, so it is the size d of those that
counts, not dv. The two are equal in most models, which hides the slip until they differ, as in latent
attention.
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
    scores = q @ k.transpose(-2, -1) / math.sqrt(v.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return torch.where(sighted, weights @ v, 0.0)
