"""beta_t is left out of the product.

alpha-bar shifted by one leaves step 0 without any noise, and training and sampling disagree about which step is which. The product runs up to and including t.
"""

import torch


def q_sample(x0, t, betas, noise):
    bar = torch.cat([torch.ones(1, dtype=torch.float64, device=betas.device), torch.cumprod(1 - betas.double(), 0)[:-1]])
    shape = (-1,) + (1,) * (x0.dim() - 1)
    mean, spread = (bar[t].sqrt()).view(shape), ((1 - bar[t]).sqrt()).view(shape)
    return (mean * x0.double() + spread * noise.double()).to(x0.dtype)
