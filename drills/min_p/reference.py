"""Min-p probabilities."""

import torch


def min_p_probs(logits: torch.Tensor, min_p: float) -> torch.Tensor:
    """Tokens with a probability of at least min_p times the largest of their row, renormalised (arXiv:2407.01082).

    logits: (..., V). Returns the same shape and dtype. Raises ValueError unless 0 <= min_p <= 1.
    """
    if not 0 <= min_p <= 1:
        raise ValueError(f"min_p must be in [0, 1], not {min_p}")
    probs = torch.softmax(logits.double(), dim=-1)  # float64, because a comparison decides who stays
    # The slack keeps tokens that tie with the threshold up to rounding.
    keep = probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
