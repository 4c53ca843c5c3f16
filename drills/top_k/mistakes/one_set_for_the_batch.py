"""One set of tokens for the whole batch.

The k tokens are chosen by the first row and used for all. Each row has its own distribution; choose along the last dimension.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    keep = keep.flatten(0, -2)[0].expand_as(keep) if keep.dim() > 1 else keep
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
