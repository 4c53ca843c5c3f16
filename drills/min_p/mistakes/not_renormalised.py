"""The kept probabilities are not renormalised.

They sum to less than 1. Divide by their sum, or mask the logits and take the softmax of what is left.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return probs.to(logits.dtype)
