"""Among equals the higher index wins.

Results change when a document is added twice, and pages of results overlap. Use a stable sort in descending order.
"""

import torch


def cosine_top_k(query, docs, k):
    if k > len(docs):
        raise ValueError('k is larger than the number of documents')
    q, d = query.detach().double(), docs.detach().double()
    qs, ds = (t.square().sum(-1, keepdim=True).sqrt() for t in (q, d))
    scores = torch.round((q / qs.where(qs > 0, 1.0)) @ (d / ds.where(ds > 0, 1.0)).mT, decimals=13)
    values, indices = [t.flip(-1) for t in torch.sort(scores, dim=-1, stable=True)]
    return values[..., :k].to(query.dtype), indices[..., :k]
