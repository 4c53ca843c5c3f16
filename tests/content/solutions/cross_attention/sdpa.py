"""torch's fused attention, blind items multiplied away."""

import torch.nn.functional as F


def cross_attention(x, memory, w_q, w_k, w_v, w_o, n_heads, memory_mask=None):
    if n_heads < 1 or x.shape[2] % n_heads:
        raise ValueError("heads do not fit")

    def split(y):
        return y.unflatten(-1, (n_heads, -1)).movedim(-2, 1)

    q, k, v = split(x @ w_q), split(memory @ w_k), split(memory @ w_v)
    if memory_mask is None:
        mixed = F.scaled_dot_product_attention(q, k, v)
    else:
        full = memory_mask.any(1)
        usable = memory_mask | ~full[:, None]
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=usable[:, None, None, :])
        mixed = mixed * full.to(mixed.dtype)[:, None, None, None]
    return mixed.movedim(1, -2).flatten(-2) @ w_o
