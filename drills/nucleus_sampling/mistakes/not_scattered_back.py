"""The probabilities stay in sorted order.

The result is right as a set of numbers, but entry i belongs to the i-th most likely token, not to token i. Sampled ids then have nothing to do with the text. Scatter the mask (or the probabilities) back through the sort's indices.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = ranked.cumsum(-1) - ranked
    keep = (in_front < p - 1e-9) | (p == 1)
    keep[..., 0] = True
    probs = torch.where(keep, ranked, torch.zeros_like(ranked))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
