"""Blocks of queries, each with the keys it can reach, through torch's fused attention."""

import torch
import torch.nn.functional as F


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError(f"window {window} < 1")
    t = q.shape[-2]
    size = min(max(window, 32), 256)
    out = []
    for start in range(0, t, size):
        stop = min(start + size, t)
        first = max(0, start - window + 1)
        back = torch.arange(start, stop, device=q.device)[:, None] - torch.arange(first, stop, device=q.device)
        mask = (back >= 0) & (back < window)
        keys, values = k[..., first:stop, :], v[..., first:stop, :]
        out.append(F.scaled_dot_product_attention(q[..., start:stop, :], keys, values, attn_mask=mask))
    return torch.cat(out, dim=-2)
