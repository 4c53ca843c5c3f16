"""A bad number of heads is not refused.

D // n_heads rounds down, and what follows is a puzzling error about shapes, or a division by zero, far from
its cause. Check n_heads >= 1 and D % n_heads == 0 first and say so in a ValueError.
"""

import math

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    b, t, d_model = x.shape
    d_head = d_model // n_heads

    def heads(w):
        return (x @ w).view(b, t, n_heads, d_head).transpose(1, 2)

    q, k, v = heads(w_q), heads(w_k), heads(w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    if causal:
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1), -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
