"""Min-p probabilities."""

import torch


def min_p_probs(logits: torch.Tensor, min_p: float) -> torch.Tensor:
    """Probabilities (..., V) of the tokens with at least min_p times the largest probability, renormalised."""
    raise NotImplementedError
