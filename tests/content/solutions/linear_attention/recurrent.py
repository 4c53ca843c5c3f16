"""A loop over positions that carries the sums along, as at decoding time."""

import torch


def phi(x):
    return torch.where(x > 0, x + 1.0, x.clamp(max=0.0).exp())


def linear_attention(q, k, v, causal=False):
    precise = torch.promote_types(q.dtype, torch.float32)
    a, b, c = phi(q.to(precise)), phi(k.to(precise)), v.to(precise)
    state = a.new_zeros(*a.shape[:-2], a.shape[-1], c.shape[-1])
    total = a.new_zeros(*a.shape[:-2], a.shape[-1], 1)
    if not causal:
        for j in range(b.shape[-2]):
            state = state + b[..., j, :, None] * c[..., j, None, :]
            total = total + b[..., j, :, None]
        return (a @ state / (a @ total)).to(q.dtype)
    rows = []
    for i in range(a.shape[-2]):
        state = state + b[..., i, :, None] * c[..., i, None, :]
        total = total + b[..., i, :, None]
        row = a[..., i, None, :]
        rows.append(row @ state / (row @ total))
    return torch.cat(rows, -2).to(q.dtype)
