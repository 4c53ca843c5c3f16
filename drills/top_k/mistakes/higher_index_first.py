"""Equal logits: the higher index goes first.

An ascending sort read from its end also turns the order of equal entries round. The contract keeps the lower index; use descending=True with stable=True.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    best = logits.argsort(dim=-1, stable=True).flip(-1)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
