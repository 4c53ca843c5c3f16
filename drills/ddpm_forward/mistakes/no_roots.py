"""The roots are missing.

Variances add up, not standard deviations: alpha-bar x0 + (1 - alpha-bar) noise has a variance below 1 in between. Take the square root of both.
"""

import torch


def q_sample(x0, t, betas, noise):
    bar = torch.cumprod(1 - betas.double(), 0)
    shape = (-1,) + (1,) * (x0.dim() - 1)
    mean, spread = (bar[t]).view(shape), (1 - bar[t]).view(shape)
    return (mean * x0.double() + spread * noise.double()).to(x0.dtype)
