"""Division by a temperature of 0.

0 / 0 is NaN for the largest logit itself. Temperature 0 is what people type for greedy decoding, so treat it apart.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature must not be negative")
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    gaps = wide - wide.amax(dim=-1, keepdim=True).detach()
    return torch.softmax(gaps / temperature, dim=-1).to(logits.dtype)
