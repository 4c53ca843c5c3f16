"""A plain loop over queries."""

import torch


def sliding_window_attention(q, k, v, window):
    if window <= 0:
        raise ValueError("the window must hold at least the query's own position")
    rows = []
    for i in range(q.shape[-2]):
        first = max(0, i - window + 1)
        keys, values = k[..., first : i + 1, :], v[..., first : i + 1, :]
        scores = (keys * q[..., i : i + 1, :]).sum(-1) / q.shape[-1] ** 0.5
        rows.append((scores.softmax(-1).unsqueeze(-1) * values).sum(-2))
    return torch.stack(rows, -2)
