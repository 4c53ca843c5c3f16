"""Every M-th entry instead of a run.

Viewed as (N, d/M, M), subspace m gets the entries m, m + M, ...; the codebooks were trained on consecutive runs. View as (N, M, d/M).
"""

import torch


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().double().reshape(len(x), -1, m).mT
    books = codebooks.detach().double()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return distances.argmin(-1).to(torch.uint8)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    parts = query.detach().double().reshape(-1, m).mT[:, None]
    table = ((parts - codebooks.detach().double()) ** 2).sum(-1)
    index = codes.long()
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
