"""The penalty is subtracted.

That is the presence penalty of some interfaces, in nats; the repetition penalty is a factor, and 1 means "off".
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = logits - penalty
    return torch.where(seen, penalised, logits)
