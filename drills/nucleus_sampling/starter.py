"""Nucleus (top-p) probabilities."""

import torch


def nucleus_probs(logits: torch.Tensor, p: float) -> torch.Tensor:
    """Probabilities (..., V) in the smallest set of most likely tokens with a mass of p, renormalised."""
    raise NotImplementedError
