"""Pairs as complex numbers, turned by multiplication."""

import torch


def apply_rope(x, positions, base=10000.0):
    if x.shape[-1] % 2 != 0:
        raise ValueError("pairs need an even size")
    work = torch.float64 if x.dtype == torch.float64 else torch.float32
    pairs = torch.view_as_complex(x.to(work).unflatten(-1, (-1, 2)).contiguous())
    theta = torch.pow(base, -torch.arange(pairs.shape[-1], device=x.device, dtype=torch.float64) * 2 / x.shape[-1])
    angle = torch.outer(positions.double(), theta)
    turn = torch.polar(torch.ones_like(angle), angle).to(pairs.dtype)
    return torch.view_as_real(pairs * turn).flatten(-2).to(x.dtype)
