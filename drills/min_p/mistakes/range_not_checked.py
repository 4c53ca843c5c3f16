"""min_p is not checked.

Above 1 nothing survives (NaN), below 0 everything does. Both are mistakes of the caller; raise ValueError.
"""

import torch


def min_p_probs(logits, min_p):
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
