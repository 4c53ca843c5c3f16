"""repeat() instead of repeat_interleave().

repeat lays whole copies one after the other, so query head h reads key-value head h % Hkv; the weights of
every published model are laid out for h // (Hq // Hkv). The shapes agree, and a model loaded like this
talks nonsense. Repeat each head in place: repeat_interleave, or expand a new axis after the head's.
"""

import math

import torch


def grouped_query_attention(q, k, v, causal=True):
    n_heads, n_kv_heads = q.shape[1], k.shape[1]
    t, s = q.shape[2], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError("the key-value heads must divide the query heads")
    k = k.repeat(1, n_heads // n_kv_heads, 1, 1)
    v = v.repeat(1, n_heads // n_kv_heads, 1, 1)
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(s - t)
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    return torch.where(sighted, torch.softmax(scores, dim=-1) @ v, 0.0)
