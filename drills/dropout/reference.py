"""Inverted dropout."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, generator: torch.Generator) -> torch.Tensor:
    """Drop entries with probability p and scale the rest by 1 / (1 - p).

    x: any shape. Randomness comes from `generator` only. Raises ValueError unless 0 <= p <= 1.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"p must be in [0, 1], not {p}")
    if not training or p == 0:
        return x.clone()
    if p == 1:
        return x * 0
    keep = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(keep, x / (1 - p), torch.zeros_like(x))
