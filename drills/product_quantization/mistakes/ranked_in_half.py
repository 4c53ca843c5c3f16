"""Distances in the inputs' own precision.

bfloat16 has 8 significant bits: codewords that differ by less than one in 256 seem equally near and the lowest number wins. Compute in float32 or better.
"""

import torch


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().reshape(len(x), m, -1)
    books = codebooks.detach()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return distances.argmin(-1).to(torch.uint8)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    parts = query.detach().double().reshape(m, 1, -1)
    table = ((parts - codebooks.detach().double()) ** 2).sum(-1)
    index = codes.long()
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
