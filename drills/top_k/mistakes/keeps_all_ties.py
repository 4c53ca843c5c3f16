"""Everything that ties with the k-th largest is kept.

Comparing with the k-th largest value keeps more than k tokens when there are ties, and all of them when all logits are equal. The contract keeps exactly k, the lower index first. Work with positions, not with a threshold.
"""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    smallest = logits.sort(dim=-1, descending=True).values[..., :k][..., -1:]
    keep = logits >= smallest
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
