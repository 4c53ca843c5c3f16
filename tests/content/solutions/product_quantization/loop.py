"""Vector by vector, subspace by subspace."""

import torch


def pq_encode(x, codebooks):
    m, _, width = codebooks.shape
    books = codebooks.double()
    codes = torch.zeros(len(x), m, dtype=torch.uint8, device=x.device)
    for i in range(len(x)):
        for j in range(m):
            piece = x[i, j * width : (j + 1) * width].double()
            codes[i, j] = torch.argmin((books[j] - piece).pow(2).sum(1))
    return codes


def pq_distances(query, codes, codebooks):
    m, _, width = codebooks.shape
    out = torch.zeros(len(codes), dtype=torch.float64, device=query.device)
    for j in range(m):
        piece = query.detach()[j * width : (j + 1) * width].double()
        table = torch.stack([(word.double() - piece).pow(2).sum() for word in codebooks[j].detach()])
        out = out + torch.index_select(table, 0, codes[:, j].int())
    return out.to(query.dtype)
