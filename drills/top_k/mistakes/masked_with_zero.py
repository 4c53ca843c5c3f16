"""Logits are masked with 0 instead of -inf.

A logit of 0 is not nothing: its weight is exp(0) = 1, often more than that of the tokens that are kept. Fill with -inf.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, 0.0), dim=-1)
