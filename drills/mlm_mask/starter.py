"""Masking tokens as BERT does."""

import torch


def mask_tokens(
    tokens: torch.Tensor,
    mask_id: int,
    vocab_size: int,
    special: torch.Tensor,
    generator: torch.Generator,
    p: float = 0.15,
) -> tuple[torch.Tensor, torch.Tensor]:
    """(inputs, labels): positions chosen with probability p, 80 % masked, 10 % random, 10 % kept; labels -100 elsewhere."""
    raise NotImplementedError
