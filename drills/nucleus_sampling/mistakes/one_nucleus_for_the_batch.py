"""One nucleus size for the whole batch.

The number of tokens that stay is taken from the row that needs most. The point of top-p is that the set adapts to each distribution; here a flat row spoils the peaked ones, and a request's result depends on its neighbours in the batch. Decide for each row.
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
    keep = keep.flatten(0, -2).any(0).expand_as(keep) if keep.dim() > 1 else keep
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
