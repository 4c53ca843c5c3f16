"""Kaiming initialisation."""

import torch


def kaiming_normal(shape: tuple[int, ...], generator: torch.Generator) -> torch.Tensor:
    """Float32 weights of `shape` (out, in, *kernel) from a normal distribution for layers followed by ReLU."""
    raise NotImplementedError
