"""No gradient flows.

The probabilities were detached (or computed under no_grad, or through numpy). The set of tokens is a constant, but the probabilities inside it depend on the logits, and losses on truncated distributions need that gradient. Detach the mask at most.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.detach().double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = ranked.cumsum(-1) - ranked
    keep = (in_front < p - 1e-9) | (p == 1)
    keep[..., 0] = True
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
