"""Repetition penalty."""

import torch


def apply_repetition_penalty(logits: torch.Tensor, generated: list[list[int]], penalty: float) -> torch.Tensor:
    """Divide the positive logits of tokens that occurred by the penalty and multiply the negative ones.

    logits: (B, V). generated: B lists of token ids, possibly empty; how often an id occurs does not matter. Returns new
    logits of the same shape and dtype. Raises ValueError unless penalty > 0. After Keskar et al., arXiv:1909.05858,
    section 4.1, which divides always; multiplying where a logit is negative is what makes it a penalty there too.
    """
    if not penalty > 0:
        raise ValueError(f"penalty must be positive, not {penalty}")
    seen = torch.zeros_like(logits, dtype=torch.bool)
    for row, ids in enumerate(generated):
        seen[row, list(ids)] = True
    penalised = torch.where(logits > 0, logits / penalty, logits * penalty)
    return torch.where(seen, penalised, logits)
