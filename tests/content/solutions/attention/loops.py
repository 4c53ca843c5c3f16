"""One query at a time, one key at a time."""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    batch, t_q, t_k = q.shape[:-2], q.shape[-2], k.shape[-2]
    if mask is not None:
        mask = mask.expand(*batch, t_q, t_k).reshape(math.prod(batch), t_q, t_k)
    n = math.prod(batch)
    flat_q, flat_k, flat_v = (t.reshape(n, *t.shape[-2:]) for t in (q, k, v))
    items = []
    for b in range(flat_q.shape[0]):
        rows = []
        for i in range(t_q):
            keys = [
                j for j in range(t_k) if (not causal or j <= i + t_k - t_q) and (mask is None or bool(mask[b, i, j]))
            ]
            if not keys:
                rows.append(flat_v.new_zeros(v.shape[-1]))
                continue
            scores = torch.stack([(flat_q[b, i] * flat_k[b, j]).sum() for j in keys]) / math.sqrt(q.shape[-1])
            weights = torch.exp(scores - scores.max())
            weights = weights / weights.sum()
            rows.append(sum(w * flat_v[b, j] for w, j in zip(weights, keys)))
        items.append(torch.stack(rows))
    return torch.stack(items).reshape(*batch, t_q, v.shape[-1])
