"""Sampling temperature."""

import torch
import torch.nn.functional as F


def temperature_probs(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    """softmax(logits / temperature) over the last dimension.

    logits: (..., V). Returns the same shape and dtype, computed in float32 or better. Temperature 0 is the limit:
    one-hot on the first largest logit. Raises ValueError below 0.
    """
    if not temperature >= 0:
        raise ValueError(f"temperature must not be negative, not {temperature}")
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
    # Half precision has too few digits for logits that a small temperature blows up.
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    # torch's softmax subtracts the maximum, so large quotients do not overflow.
    return torch.softmax(wide / temperature, dim=-1).to(logits.dtype)
