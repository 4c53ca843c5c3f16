"""The default of `causal` is False.

A signature is a contract: a caller that relies on the default gets a model that sees the future. Here
causal=True is the default.
"""

import math

import torch


def grouped_query_attention(q, k, v, causal=False):
    n_heads, n_kv_heads = q.shape[1], k.shape[1]
    t, s = q.shape[2], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError("the key-value heads must divide the query heads")
    k = k.repeat_interleave(n_heads // n_kv_heads, dim=1)
    v = v.repeat_interleave(n_heads // n_kv_heads, dim=1)
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(s - t)
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    return torch.where(sighted, torch.softmax(scores, dim=-1) @ v, 0.0)
