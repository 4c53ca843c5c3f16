"""The mask is gathered instead of scattered.

order[i] says which token has rank i; keep.gather(-1, order) reads it the wrong way round. It is right only where the permutation is its own inverse, as for two tokens. Use scatter(-1, order, keep), or gather with order.argsort(-1).
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
    nucleus = keep.gather(-1, order)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
