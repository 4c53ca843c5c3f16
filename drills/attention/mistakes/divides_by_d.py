"""Divided by d instead of sqrt(d).

Dividing by d makes the scores of ordinary queries and keys shrink like 1/sqrt(d): the weights become nearly
uniform and every query reads the average of all values. The standard deviation of a score is sqrt(d), so
that is what to divide by.
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
    scores = q @ k.transpose(-2, -1) / q.shape[-1]
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return torch.where(sighted, weights @ v, 0.0)
