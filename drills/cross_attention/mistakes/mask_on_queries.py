"""The mask lies on the query axis.

mask[:, None, :, None] hides rows of the scores, so whole queries are switched off and padding is read by
the others. It runs whenever T equals S. The mask is about keys: it belongs on the last axis, mask[:, None,
None, :].
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
    real = real[:, None, :, None].expand(b, 1, t, k.shape[-2]) if memory_mask is not None else real[:, None, None, :]
    any_real = real.any(-1, keepdim=True)
    scores = scores.masked_fill(~real & any_real, -math.inf)
    mixed = torch.where(any_real, torch.softmax(scores, dim=-1) @ v, 0.0)
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
