"""torch's own fused attention."""

import torch
import torch.nn.functional as F


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    if n_heads < 1 or x.shape[-1] % n_heads:
        raise ValueError(f"{n_heads} heads do not divide {x.shape[-1]}")
    q, k, v = (torch.stack((x @ w).chunk(n_heads, dim=-1), dim=1) for w in (w_q, w_k, w_v))
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
    return torch.cat(mixed.unbind(1), dim=-1) @ w_o
