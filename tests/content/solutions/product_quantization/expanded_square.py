"""x^2 - 2 x c + c^2 by batched products; embedding_bag adds up the look-ups."""

import torch


def pq_encode(x, codebooks):
    m, _, s = codebooks.shape
    books = codebooks.to(torch.promote_types(x.dtype, torch.float32))
    parts = x.to(books.dtype).reshape(-1, m, s)
    # |x|^2 is the same for all codewords and can be left out.
    scores = books.square().sum(-1) - 2 * torch.einsum("nms,mks->nmk", parts, books)
    return scores.argmin(dim=2).type(torch.uint8)


def pq_distances(query, codes, codebooks):
    m, k, s = codebooks.shape
    wide = torch.promote_types(query.dtype, torch.float32)
    q, books = query.detach().to(wide).reshape(m, s, 1), codebooks.detach().to(wide)
    table = q.square().sum(1) - 2 * (books @ q)[..., 0] + books.square().sum(-1)
    offsets = torch.arange(m, device=query.device) * k
    return torch.nn.functional.embedding_bag(codes.long() + offsets, table.reshape(-1, 1), mode="sum")[:, 0].to(
        query.dtype
    )
