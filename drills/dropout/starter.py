"""Inverted dropout."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, generator: torch.Generator) -> torch.Tensor:
    """Drop entries with probability p and scale the rest by 1 / (1 - p)."""
    raise NotImplementedError
