"""The step's own alpha instead of the product.

sqrt(1 - beta_t) is one step from x_{t-1}, not from x0: the data are hardly noised even at the last step. Use the cumulative product.
"""

import torch


def q_sample(x0, t, betas, noise):
    bar = 1 - betas.double()
    shape = (-1,) + (1,) * (x0.dim() - 1)
    mean, spread = (bar[t].sqrt()).view(shape), ((1 - bar[t]).sqrt()).view(shape)
    return (mean * x0.double() + spread * noise.double()).to(x0.dtype)
