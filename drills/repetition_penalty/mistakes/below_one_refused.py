"""Penalties below 1 are refused.

They encourage repetition, which is allowed and useful (for example to stick to the words of a source). Only 0 and below are errors.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty < 1:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = torch.where(logits > 0, logits / penalty, logits * penalty)
    return torch.where(seen, penalised, logits)
