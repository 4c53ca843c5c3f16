"""Not causal.

`causal` has no effect, so every position reads the tokens it is to predict. Training looks too good to be
true, because it is. Hide j > i before the softmax.
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
    if causal and t == 1:
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1), -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
