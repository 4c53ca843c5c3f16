"""Self-attention: the memory is not used.

Keys and values come from x, as inside a decoder's own layer. The model ignores its source (a translation of
nothing). In cross-attention only the queries come from x.
"""

import math

import torch


def cross_attention(x, memory, w_q, w_k, w_v, w_o, n_heads, memory_mask=None):
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError("n_heads must divide d_model")
    d_head = d_model // n_heads

    def heads(y):
        return y.view(b, -1, n_heads, d_head).transpose(1, 2)

    q, k, v = heads(x @ w_q), heads(x @ w_k), heads(x @ w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    real = torch.ones(b, memory.shape[1], dtype=torch.bool, device=x.device) if memory_mask is None else memory_mask
    real = real[:, None, None, :]
    any_real = real.any(-1, keepdim=True)
    scores = scores.masked_fill(~real & any_real, -math.inf)
    mixed = torch.where(any_real, torch.softmax(scores, dim=-1) @ v, 0.0)
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
