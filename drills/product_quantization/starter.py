"""Product quantization."""

import torch


def pq_encode(x: torch.Tensor, codebooks: torch.Tensor) -> torch.Tensor:
    """uint8 (N, M) numbers of the nearest codewords; x (N, d), codebooks (M, 256, d/M). Ties to the lower number."""
    raise NotImplementedError


def pq_distances(query: torch.Tensor, codes: torch.Tensor, codebooks: torch.Tensor) -> torch.Tensor:
    """(N,) squared distances from query (d,) to the vectors that codes (N, M) stand for, by lookup tables."""
    raise NotImplementedError
