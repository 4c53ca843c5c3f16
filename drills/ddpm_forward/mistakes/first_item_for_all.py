"""The whole batch gets the first item's step.

Each item has its own t; with one for all the gradients of a batch cover one noise level only.
"""

import torch


def q_sample(x0, t, betas, noise):
    bar = torch.cumprod(1 - betas.double(), 0)
    shape = (-1,) + (1,) * (x0.dim() - 1)
    mean, spread = (bar[t[:1]].expand(len(t)).sqrt()).view(shape), ((1 - bar[t[:1]]).expand(len(t)).sqrt()).view(shape)
    return (mean * x0.double() + spread * noise.double()).to(x0.dtype)
