"""All vectors are decoded first.

The result is right, but N x d floats are rebuilt for every query: then the index needs the memory that it was meant to save. Look up a table of M x 256 distances instead.
"""

import torch

FAILS = "cost"


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().double().reshape(len(x), m, -1)
    books = codebooks.detach().double()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return distances.argmin(-1).to(torch.uint8)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    wide = torch.promote_types(query.dtype, torch.float32)
    decoded = torch.cat([codebooks.detach()[j].to(wide)[codes[:, j].long()] for j in range(m)], dim=1)
    return (decoded - query.detach().to(wide)).square().sum(1).to(query.dtype)
