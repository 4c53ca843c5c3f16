"""Noising in closed form."""

import torch


def q_sample(x0: torch.Tensor, t: torch.Tensor, betas: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """x0 (B, ...) noised to step t (B,), counted from 0; alpha-bar_t includes beta_t. Returns x0's dtype.

    Source: arXiv:2006.11239 equation 4.
    """
    # A product of a thousand factors near 1 needs more digits than a half has.
    alpha_bar = torch.cumprod(1.0 - betas.double(), dim=0)[t]
    alpha_bar = alpha_bar.view(-1, *[1] * (x0.dim() - 1))
    mixed = alpha_bar.sqrt() * x0.double() + (1.0 - alpha_bar).sqrt() * noise.double()
    return mixed.to(x0.dtype)
