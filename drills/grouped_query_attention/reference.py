"""Grouped-query attention (arXiv:2305.13245, section 2.2)."""

import math

import torch


def grouped_query_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = True) -> torch.Tensor:
    """Attention in which Hq / Hkv consecutive query heads share one key-value head.

    q: (B, Hq, T, d); k, v: (B, Hkv, S, d). Returns (B, Hq, T, d). causal: query i sees keys j <= i + (S - T); a query
    that sees nothing gives zeros. Raises ValueError unless Hkv divides Hq.
    """
    b, n_heads, t, d = q.shape
    n_kv_heads, s = k.shape[1], k.shape[2]
    if n_heads % n_kv_heads:
        raise ValueError(f"{n_kv_heads} key-value heads cannot be shared by {n_heads} query heads")
    # (B, Hkv, group, T, d): the group is a batch dimension over which one key-value head broadcasts.
    grouped = q.reshape(b, n_kv_heads, n_heads // n_kv_heads, t, d)
    scores = grouped @ k.unsqueeze(2).transpose(-2, -1) / math.sqrt(d)
    visible = torch.ones(t, s, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(s - t)
    # A row of nothing but -inf has no softmax: a blind query keeps its scores, and loses the result.
    sighted = visible.any(-1, keepdim=True)
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    mixed = torch.where(sighted, torch.softmax(scores, dim=-1) @ v.unsqueeze(2), 0.0)
    return mixed.reshape(b, n_heads, t, d)
