"""A Bernoulli mask."""

import torch


def dropout(x, p, training, generator):
    if p < 0 or p > 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x) * x
    keep = torch.bernoulli(torch.full(x.shape, 1 - p, device=x.device), generator=generator)
    return x * keep.to(x.dtype) / (1 - p)
