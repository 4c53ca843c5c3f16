"""k below 1 is accepted.

k = 0 keeps nothing, and a softmax over nothing is NaN; k = -1 as a slice keeps all but the last. Raise ValueError.
"""

import torch


def top_k_probs(logits, k):
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
