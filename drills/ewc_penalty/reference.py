"""Elastic weight consolidation."""

import torch


def ewc_penalty(
    params: dict[str, torch.Tensor], old_params: dict[str, torch.Tensor], fisher: dict[str, torch.Tensor], lam: float
) -> torch.Tensor:
    """lam / 2 * sum of fisher * (params - old_params)^2 over all entries of all tensors; dicts with the same keys.

    Gradients flow into params only. Source: arXiv:1612.00796 equation 3.
    """
    # The quadratic approximation of the old task's loss around its optimum, with a diagonal Hessian.
    terms = [(fisher[name].detach() * (p - old_params[name].detach()).square()).sum() for name, p in params.items()]
    return 0.5 * lam * torch.stack(terms).sum()
