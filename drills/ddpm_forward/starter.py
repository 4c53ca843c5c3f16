"""Noising in closed form."""

import torch


def q_sample(x0: torch.Tensor, t: torch.Tensor, betas: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """x0 (B, ...) noised to step t (B,), counted from 0; betas (T,)."""
    raise NotImplementedError
