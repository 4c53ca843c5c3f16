"""torch.cdist for the codes; one gather over the whole table."""

import torch


@torch.no_grad()
def pq_encode(x, codebooks):
    parts = x.double().unflatten(1, (codebooks.shape[0], -1)).transpose(0, 1)
    return (
        torch.cdist(parts, codebooks.double(), compute_mode="donot_use_mm_for_euclid_dist")
        .min(-1)
        .indices.T.to(torch.uint8)
    )


@torch.no_grad()
def pq_distances(query, codes, codebooks):
    table = (codebooks.double() - query.double().unflatten(0, (codebooks.shape[0], 1, -1))).pow(2).sum(-1)
    return table.gather(1, codes.T.long()).sum(0).to(query.dtype)
