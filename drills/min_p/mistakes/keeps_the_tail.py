"""The likely tokens are masked instead of the unlikely ones.

The mask is inverted. where(keep, probs, 0) keeps what the condition says; masked_fill(keep, 0) does the opposite.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)
    probs = probs.masked_fill(keep, 0)
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
