"""view(B, H, T, dh) without a transpose.

The shape is right but the memory is not: positions and heads are cut across each other, so that a "head"
sees pieces of several tokens. Nothing crashes and the loss even falls a little. Split the last dimension,
view(B, T, H, dh), and then transpose(1, 2).
"""

import math

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError("n_heads must divide d_model")
    d_head = d_model // n_heads

    def heads(w):
        return (x @ w).view(b, n_heads, t, d_head)

    q, k, v = heads(w_q), heads(w_k), heads(w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    if causal:
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1), -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
