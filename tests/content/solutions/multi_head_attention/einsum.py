"""Weights split into heads, and a sum over the heads' contributions."""

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    d = x.shape[-1]
    if n_heads not in range(1, d + 1) or d % n_heads > 0:
        raise ValueError("n_heads must divide the model's size")
    dh = d // n_heads
    q, k, v = (torch.einsum("btd,dhe->bhte", x, w.reshape(d, n_heads, dh)) for w in (w_q, w_k, w_v))
    scores = torch.einsum("bhie,bhje->bhij", q, k) / dh**0.5
    if causal:
        t = x.shape[1]
        scores = scores + torch.full((t, t), float("-inf"), dtype=x.dtype, device=x.device).triu(1)
    mixed = torch.einsum("bhij,bhje->bhie", scores.softmax(-1), v)
    return torch.einsum("bhie,hed->bid", mixed, w_o.reshape(n_heads, dh, d))
