"""The key-value heads are averaged.

Averaging belongs to the conversion of a trained multi-head checkpoint (mean pooling the projections of a
group, section 2.1 of the paper), not to the forward pass. Here all query heads would read the same blurred
head.
"""

import math

import torch


def grouped_query_attention(q, k, v, causal=True):
    n_heads, n_kv_heads = q.shape[1], k.shape[1]
    t, s = q.shape[2], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError("the key-value heads must divide the query heads")
    k = k.mean(1, keepdim=True)
    v = v.mean(1, keepdim=True)
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(s - t)
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    return torch.where(sighted, torch.softmax(scores, dim=-1) @ v, 0.0)
