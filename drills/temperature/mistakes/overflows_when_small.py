"""exp overflows at small temperatures.

exp(logits / temperature) is infinite as soon as a logit is 89 times the temperature (float32), and infinity over infinity is NaN. Subtract the row's maximum first; the softmax of torch does it for you.
"""

import torch
import torch.nn.functional as F


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature must not be negative")
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    weights = torch.exp(wide / temperature)
    return (weights / weights.sum(-1, keepdim=True)).to(logits.dtype)
