"""Scaled by the model's size instead of the head's.

A head's dot product has D / n_heads terms: divide by the root of that.
"""

import math

import torch


def norm(y, w, b, eps):
    c = y - y.mean(-1, keepdim=True)
    return c / torch.sqrt((c * c).mean(-1, keepdim=True) + eps) * w + b


def attend(y, p, n_heads):
    b, t, d = y.shape
    q, k, v = ((y @ p[w]).view(b, t, n_heads, -1).transpose(1, 2) for w in ("w_q", "w_k", "w_v"))
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool, device=y.device).triu(1), -math.inf)
    return (torch.softmax(scores, dim=-1) @ v).transpose(1, 2).reshape(b, t, d) @ p["w_o"]


def mlp(y, p):
    z = y @ p["w_1"] + p["b_1"]
    return z * (1 + torch.erf(z / math.sqrt(2))) / 2 @ p["w_2"] + p["b_2"]


def transformer_block(x, params, n_heads, eps=1e-5):
    p = params
    if n_heads < 1 or x.shape[-1] % n_heads:
        raise ValueError("n_heads must divide d_model")
    h = x + attend(norm(x, p["ln1_w"], p["ln1_b"], eps), p, n_heads)
    return h + mlp(norm(h, p["ln2_w"], p["ln2_b"], eps), p)
