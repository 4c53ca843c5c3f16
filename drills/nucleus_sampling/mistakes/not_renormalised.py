"""The kept probabilities are not renormalised.

They sum to the mass of the nucleus, not to 1. torch.multinomial hides that, but a log-probability, an acceptance test in speculative sampling or a second filter behind this one goes wrong. Divide by the sum.
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
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return probs.to(logits.dtype)
