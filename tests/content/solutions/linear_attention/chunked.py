"""Chunks: the past through a state, the present through a small triangle."""

import torch


def feature(x):
    return torch.where(x <= 0, torch.exp(torch.where(x <= 0, x, torch.zeros_like(x))), x + 1)


def linear_attention(q, k, v, causal=False):
    kind = q.dtype
    if kind in (torch.bfloat16, torch.float16):
        q, k, v = q.float(), k.float(), v.float()
    fq, fk = feature(q), feature(k)
    if not causal:
        return ((fq @ (fk.mT @ v)) / (fq @ fk.sum(-2, keepdim=True).mT)).to(kind)
    size, out = 4, []
    state, total = 0.0, 0.0
    for start in range(0, q.shape[-2], size):
        a, b, c = (t[..., start : start + size, :] for t in (fq, fk, v))
        near = torch.tril(a @ b.mT)
        top, bottom = near @ c, near.sum(-1, keepdim=True)
        if start:
            top, bottom = top + a @ state, bottom + a @ total
        out.append(top / bottom)
        state = state + b.mT @ c
        total = total + b.sum(-2).unsqueeze(-1)
    return torch.cat(out, -2).to(kind)
