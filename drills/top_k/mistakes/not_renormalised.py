"""The kept probabilities do not sum to 1.

Masking after the softmax leaves the mass of the others missing. Sampling functions hide it, log-probabilities and later filters do not. Mask the logits with -inf before the softmax, or divide by the sum.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits, dim=-1) * keep
