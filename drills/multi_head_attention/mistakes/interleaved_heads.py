"""Head h takes every H-th column.

view(B, T, dh, H) gives head h the columns h, h + H, h + 2H and so on. As a model trained from scratch that
is harmless; with anybody else's weights it is noise. Heads are contiguous blocks: view(B, T, H, dh).
"""

import math

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError("n_heads must divide d_model")
    d_head = d_model // n_heads

    def heads(w):
        return (x @ w).view(b, t, d_head, n_heads).permute(0, 3, 1, 2)

    q, k, v = heads(w_q), heads(w_k), heads(w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    if causal:
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1), -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.permute(0, 2, 3, 1).reshape(b, t, d_model) @ w_o
