"""torch's fused attention with expanded heads and the mask spelled out."""

import torch
import torch.nn.functional as F


def grouped_query_attention(q, k, v, causal=True):
    n_heads, n_kv = q.size(1), k.size(1)
    if n_heads % n_kv:
        raise ValueError("heads do not divide")
    t, s, group = q.size(2), k.size(2), n_heads // n_kv
    k = k[:, :, None].expand(-1, -1, group, -1, -1).flatten(1, 2)
    v = v[:, :, None].expand(-1, -1, group, -1, -1).flatten(1, 2)
    if not causal:
        return F.scaled_dot_product_attention(q, k, v)
    blind = max(0, t - s)
    visible = torch.ones(t - blind, s, dtype=torch.bool, device=q.device).tril(max(0, s - t))
    seeing = F.scaled_dot_product_attention(q[:, :, blind:], k, v, attn_mask=visible)
    return F.pad(seeing, (0, 0, blind, 0))
