"""Multiplied where it should be divided.

Positive logits grow and negative ones shrink, so repetition is rewarded. A penalty above 1 must move every logit down.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = torch.where(logits > 0, logits * penalty, logits / penalty)
    return torch.where(seen, penalised, logits)
