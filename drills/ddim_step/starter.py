"""One deterministic DDIM step."""

import torch


def ddim_step(x_t: torch.Tensor, eps: torch.Tensor, t: int, t_prev: int, alphas_cumprod: torch.Tensor) -> torch.Tensor:
    """From step t to the earlier step t_prev (-1: all the way) with the predicted noise eps; eta = 0."""
    raise NotImplementedError
