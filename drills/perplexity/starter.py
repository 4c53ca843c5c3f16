"""Perplexity of masked targets."""

import torch


def perplexity(logits: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """exp of the mean negative log-likelihood of targets (..., T) under logits (..., T, V) where mask is True."""
    raise NotImplementedError
