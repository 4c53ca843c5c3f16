"""A tensor of factors: penalty to the power of minus the sign, where the token was seen."""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if penalty <= 0:
        raise ValueError(f"penalty {penalty}")
    factors = torch.ones_like(logits)
    for factor, row, ids in zip(factors, logits, generated):
        for token in ids:
            factor[token] = 1 / penalty if row[token] > 0 else penalty
    return logits * factors
