"""Every occurrence is penalised again.

A token that occurred ten times is divided ten times: articles and commas become impossible, and long texts fall apart. Each id counts once; use a set or a mask.
"""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError("penalty must be positive")
    result = logits.clone()
    for row, ids in enumerate(generated):
        for token in ids:
            x = result[row, token]
            result[row, token] = torch.where(x > 0, x / penalty, x * penalty)
    return result
