"""Kaiming initialisation."""

import math

import torch


def kaiming_normal(shape: tuple[int, ...], generator: torch.Generator) -> torch.Tensor:
    """Float32 weights of `shape` (out, in, *kernel), normal with mean 0 and deviation sqrt(2 / fan_in).

    fan_in = in * kernel positions. Raises ValueError for fewer than 2 dimensions. Source: arXiv:1502.01852 section 2.2.
    """
    if len(shape) < 2:
        raise ValueError(f"a weight needs at least 2 dimensions to have a fan-in, not {len(shape)}")
    # Each output sums over every input channel at every kernel position.
    fan_in = math.prod(shape[1:])
    # ReLU zeroes half of a symmetric distribution: the 2 makes up for the halved mean square.
    return torch.randn(shape, generator=generator) * math.sqrt(2.0 / fan_in)
