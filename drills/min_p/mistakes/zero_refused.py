"""min_p = 0 is refused.

0 is in the range and means that nothing is cut off; servers use it as "off".
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 < min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    keep = probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
