"""Pair by pair with Python's sort."""

import torch


def cosine_top_k(query, docs, k):
    if len(docs) < k:
        raise ValueError("not enough documents")
    rows = query.double().reshape(-1, query.shape[-1])
    values, indices = [], []
    for q in rows:
        scored = []
        for i, d in enumerate(docs.double()):
            size = float(q.norm() * d.norm())
            scored.append((-round(float(q @ d) / size, 12) if size else 0.0, i))
        best = sorted(scored)[:k]
        values.append([-s for s, _ in best])
        indices.append([i for _, i in best])
    v = torch.tensor(values, dtype=torch.float64, device=query.device).to(query.dtype)
    i = torch.tensor(indices, device=query.device)
    return (v[0], i[0]) if query.dim() == 1 else (v, i)
