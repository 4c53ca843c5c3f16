"""The penalty is not checked.

0 divides by zero, and a negative penalty turns signs round. Raise ValueError unless it is positive.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = torch.where(logits > 0, logits / penalty, logits * penalty)
    return torch.where(seen, penalised, logits)
