"""p = 1 cuts off a very small tail.

The room for rounding is taken off p = 1 too: once the mass in front reaches 1 - 1e-9, the tokens behind it are gone. With p = 1 people switch the filter off and expect the plain softmax, where no logit of finite size gets probability 0 or log-probability -inf. Keep everything at p = 1.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = ranked.cumsum(-1) - ranked
    keep = in_front < p - 1e-9
    keep[..., 0] = True
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
