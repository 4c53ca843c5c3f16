"""Signal and noise are swapped.

The early steps are then nearly pure noise and the late ones nearly clean.
"""

import torch


def q_sample(x0, t, betas, noise):
    bar = torch.cumprod(1 - betas.double(), 0)
    shape = (-1,) + (1,) * (x0.dim() - 1)
    mean, spread = ((1 - bar[t]).sqrt()).view(shape), (bar[t].sqrt()).view(shape)
    return (mean * x0.double() + spread * noise.double()).to(x0.dtype)
