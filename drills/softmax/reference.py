"""A stable softmax."""

import torch


def softmax(x: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """exp(x) along `dim`, normalised to sum 1.

    x: any shape, floating. Returns the same shape and dtype. Entries of -inf give 0; a slice of nothing but -inf
    gives zeros and zero gradients.
    """
    # Shifting by a constant changes nothing mathematically, so no gradient needs to flow through it.
    top = x.amax(dim, keepdim=True).detach()
    top = torch.where(torch.isfinite(top), top, torch.zeros_like(top))
    weights = torch.exp(x - top)
    total = weights.sum(dim, keepdim=True)
    # A slice of nothing but -inf has total 0; dividing by 1 leaves its zeros alone.
    return weights / torch.where(total == 0, torch.ones_like(total), total)
