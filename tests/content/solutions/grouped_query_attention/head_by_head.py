"""One query head and one query at a time."""

import torch


def grouped_query_attention(q, k, v, causal=True):
    _, n_heads, t, d = q.shape
    if n_heads % k.shape[1] != 0:
        raise ValueError("query heads cannot share these key-value heads evenly")
    group = n_heads // k.shape[1]
    heads = []
    for h in range(n_heads):
        keys, values = k[:, h // group], v[:, h // group]
        rows = []
        for i in range(t):
            n = max(0, i + 1 + k.shape[2] - t) if causal else k.shape[2]
            scores = (keys[:, :n] * q[:, h, i, None]).sum(-1) / d**0.5
            rows.append((scores.softmax(-1)[..., None] * values[:, :n]).sum(1))
        heads.append(torch.stack(rows, 1))
    return torch.stack(heads, 1)
