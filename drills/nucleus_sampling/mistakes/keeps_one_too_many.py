"""One token too many stays.

The mask was shifted once more after it already let the crossing token in, so the token behind the boundary stays too. Unlikely tokens are just what nucleus sampling is to cut off. The smallest set ends with the token that brings the sum to p.
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
    keep = torch.cat([torch.ones_like(keep[..., :1]), keep[..., :-1]], dim=-1)
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
