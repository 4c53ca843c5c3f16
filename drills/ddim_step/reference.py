"""One deterministic DDIM step."""

import torch


def ddim_step(x_t: torch.Tensor, eps: torch.Tensor, t: int, t_prev: int, alphas_cumprod: torch.Tensor) -> torch.Tensor:
    """From step t to the earlier step t_prev (-1: all the way) with the predicted noise eps; eta = 0.

    alphas_cumprod (T,). Returns x_t's dtype. Source: arXiv:2010.02502 equation 12 with sigma = 0.
    """
    alpha_bar = alphas_cumprod.double()
    now = alpha_bar[t]
    # Index -1 would silently mean the last, noisiest step; before the first one there is no noise at all.
    before = alpha_bar[t_prev] if t_prev >= 0 else torch.ones_like(now)
    x0 = (x_t.double() - (1 - now).sqrt() * eps.double()) / now.sqrt()
    return (before.sqrt() * x0 + (1 - before).sqrt() * eps.double()).to(x_t.dtype)
