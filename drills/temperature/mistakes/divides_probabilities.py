"""The probabilities are divided, not the logits.

p / T renormalised is p again: the factor cancels, and the temperature has no effect at all. Temperature acts inside the exponential, on the logits.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature must not be negative")
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    gaps = wide - wide.amax(dim=-1, keepdim=True).detach()
    probs = torch.softmax(gaps, dim=-1) / temperature
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)
