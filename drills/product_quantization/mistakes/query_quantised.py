"""The query is quantised too.

Symmetric distances need no table of the query, but they add the query's own quantisation error to every distance. Keep the query as it is.
"""

import torch


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().double().reshape(len(x), m, -1)
    books = codebooks.detach().double()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return distances.argmin(-1).to(torch.uint8)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    parts = query.detach().double().reshape(m, 1, -1)
    books = codebooks.detach().double()
    own = ((parts - books) ** 2).sum(-1).argmin(-1)
    parts = torch.stack([books[j, own[j]] for j in range(m)])[:, None]
    table = ((parts - books) ** 2).sum(-1)
    index = codes.long()
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
