"""Top-k probabilities."""

import torch


def top_k_probs(logits: torch.Tensor, k: int) -> torch.Tensor:
    """Softmax over the k largest logits of each row, 0 elsewhere (Fan et al., arXiv:1805.04833).

    logits: (..., V). Keeps exactly min(k, V) tokens; of equal logits the lower index goes first. Raises ValueError if
    k < 1.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    # torch.topk promises no order among equal values; a stable sort does.
    best = logits.argsort(dim=-1, descending=True, stable=True)[..., :k]
    keep = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, best, True)
    return torch.softmax(logits.masked_fill(~keep, float("-inf")), dim=-1)
