"""Uniform numbers through the inverse of the normal distribution function, by blocks of rows."""

import torch


def kaiming_normal(shape, generator):
    if not len(shape) >= 2:
        raise ValueError(f"shape {shape} has no fan-in")
    fan_in = 1
    for n in shape[1:]:
        fan_in *= n
    uniform = torch.rand(shape, generator=generator, dtype=torch.float64).clamp(min=1e-12)
    return (torch.special.ndtri(uniform) * (2 / fan_in) ** 0.5).float()
