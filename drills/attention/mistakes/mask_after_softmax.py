"""Masked after the softmax, without renormalising.

Hidden keys still took part in the normaliser, so the weights that are left no longer sum to 1, and what a
query may not see changes what it gets. In a causal model that is a leak from the future. Put hidden scores
to -inf before the softmax.
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
    weights = torch.softmax(scores, dim=-1) * visible
    return torch.where(sighted, weights @ v, 0.0)
