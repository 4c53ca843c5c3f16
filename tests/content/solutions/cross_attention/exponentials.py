"""Exponentials that are zeroed at padding, one division at the end."""

import torch


def cross_attention(x, memory, w_q, w_k, w_v, w_o, n_heads, memory_mask=None):
    B, T, D = x.shape
    if n_heads < 1 or D % n_heads:
        raise ValueError("n_heads must divide D")
    q = (x @ w_q).reshape(B, T, n_heads, -1)
    k = (memory @ w_k).reshape(B, memory.shape[1], n_heads, -1)
    v = (memory @ w_v).reshape(B, memory.shape[1], n_heads, -1)
    scores = torch.einsum("bthe,bshe->bhts", q, k) / (D // n_heads) ** 0.5
    if memory_mask is not None:
        scores = scores.masked_fill(~memory_mask[:, None, None, :], -float("inf"))
    top = scores.amax(-1, keepdim=True).detach()
    powers = torch.exp(scores - torch.where(torch.isinf(top), 0.0, top))
    total = powers.sum(-1, keepdim=True)
    weights = powers / torch.where(total > 0, total, torch.ones_like(total))
    return torch.einsum("bhts,bshe->bthe", weights, v).reshape(B, T, D) @ w_o
