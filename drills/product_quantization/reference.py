"""Product quantization."""

import torch


def _squared_distances(pieces: torch.Tensor, codewords: torch.Tensor) -> torch.Tensor:
    """(N, 256) squared distances between pieces (N, s) and codewords (256, s), in float32 or better."""
    wide = torch.promote_types(pieces.dtype, torch.float32)
    return (pieces.to(wide).unsqueeze(1) - codewords.to(wide)).square().sum(dim=-1)


def pq_encode(x: torch.Tensor, codebooks: torch.Tensor) -> torch.Tensor:
    """uint8 (N, M) numbers of the nearest codewords; x (N, d), codebooks (M, 256, d/M). Ties to the lower number.

    Source: Jégou et al. 2011, section II.
    """
    with torch.no_grad():
        pieces = x.chunk(len(codebooks), dim=1)
        # argmin returns the first of equal minima, so that ties go to the lower number.
        codes = [_squared_distances(p, book).argmin(dim=1) for p, book in zip(pieces, codebooks, strict=True)]
        return torch.stack(codes, dim=1).to(torch.uint8)


def pq_distances(query: torch.Tensor, codes: torch.Tensor, codebooks: torch.Tensor) -> torch.Tensor:
    """(N,) squared distances from query (d,) to the vectors that codes (N, M) stand for; the query's dtype. No gradient.

    The query itself is not quantised (asymmetric distances). Memory O(N + 256 M) beside the inputs.
    """
    with torch.no_grad():
        pieces = query.view(1, -1).chunk(len(codebooks), dim=1)
        total = torch.zeros(len(codes), dtype=torch.promote_types(query.dtype, torch.float32), device=query.device)
        for m, (piece, book) in enumerate(zip(pieces, codebooks, strict=True)):
            # 256 numbers answer for every vector there is: one look-up instead of d/M multiplications.
            table = _squared_distances(piece, book)[0]
            total += table[codes[:, m].long()]
        return total.to(query.dtype)
