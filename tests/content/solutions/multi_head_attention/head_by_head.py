"""Slices of columns, one head at a time."""

import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, n_heads, causal=False):
    d_model = x.shape[-1]
    if n_heads <= 0 or d_model % n_heads != 0:
        raise ValueError("bad number of heads")
    size = d_model // n_heads
    parts = []
    for h in range(n_heads):
        columns = slice(h * size, (h + 1) * size)
        q, k, v = x @ w_q[:, columns], x @ w_k[:, columns], x @ w_v[:, columns]
        rows = []
        for i in range(x.shape[1]):
            last = i + 1 if causal else x.shape[1]
            scores = (q[:, i : i + 1] * k[:, :last]).sum(-1) * size**-0.5
            weights = torch.exp(scores - scores.amax(-1, keepdim=True).detach())
            weights = weights / weights.sum(-1, keepdim=True)
            rows.append((weights.unsqueeze(-1) * v[:, :last]).sum(1))
        parts.append(torch.stack(rows, 1))
    return torch.cat(parts, -1) @ w_o
