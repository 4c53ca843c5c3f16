"""Divided by the number of key-value heads.

Query head h reads head h // Hkv instead of h // (Hq // Hkv). The group's size is Hq / Hkv; the two are
equal only when Hq = Hkv². With other sizes some heads are never read, or the index runs out of range.
"""

import math

import torch


def grouped_query_attention(q, k, v, causal=True):
    n_heads, n_kv_heads = q.shape[1], k.shape[1]
    t, s = q.shape[2], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError("the key-value heads must divide the query heads")
    index = torch.arange(n_heads, device=q.device) // n_kv_heads
    k = k[:, index]
    v = v[:, index]
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(s - t)
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    return torch.where(sighted, torch.softmax(scores, dim=-1) @ v, 0.0)
