"""Negative temperatures are accepted.

They turn the ranking round: the least likely token becomes the most likely. It is always a mistake of the caller; raise ValueError.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    gaps = wide - wide.amax(dim=-1, keepdim=True).detach()
    return torch.softmax(gaps / temperature, dim=-1).to(logits.dtype)
