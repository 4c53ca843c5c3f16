"""Top-k probabilities."""

import torch


def top_k_probs(logits: torch.Tensor, k: int) -> torch.Tensor:
    """Probabilities (..., V) in which only the k most likely tokens are left, renormalised."""
    raise NotImplementedError
