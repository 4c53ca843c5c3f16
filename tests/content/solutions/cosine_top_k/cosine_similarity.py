"""torch's cosine_similarity and argsort."""

import torch


def cosine_top_k(query, docs, k):
    if k > docs.size(0):
        raise ValueError("k > N")
    with torch.no_grad():
        sims = torch.nn.functional.cosine_similarity(query.double().unsqueeze(-2), docs.double(), dim=-1, eps=1e-200)
        keys = (sims * 1e11).round()
        order = torch.argsort(-keys, dim=-1, stable=True)[..., :k]
        return sims.gather(-1, order).to(query.dtype), order
