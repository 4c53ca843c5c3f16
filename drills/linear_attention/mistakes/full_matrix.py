"""All pairs are compared: a T x T matrix.

The values are right, but φ(q)·φ(k) of every pair is computed and masked, so time and memory are quadratic
after all and nothing is gained over softmax. Bracket the product the other way: sum φ(k) vᵀ first, with
running sums where it is causal.
"""

import torch

FAILS = "cost"


def feature_map(x):
    return torch.where(x > 0, x + 1, torch.exp(x.clamp_max(0)))


def linear_attention(q, k, v, causal=False):
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    weights = feature_map(q.to(work)) @ feature_map(k.to(work)).transpose(-2, -1)
    if causal:
        weights = weights.tril()
    return ((weights / weights.sum(-1, keepdim=True)) @ v.to(work)).to(q.dtype)
