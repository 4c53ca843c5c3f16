"""Always causal.

The mask is applied whatever `causal` says. An encoder (BERT, a vision transformer) built on this reads in
one direction only.
"""

import math

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError("n_heads must divide d_model")
    d_head = d_model // n_heads

    def heads(w):
        return (x @ w).view(b, t, n_heads, d_head).transpose(1, 2)

    q, k, v = heads(w_q), heads(w_k), heads(w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    if t:
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1), -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
