"""Sampling the next token."""

import torch


def sample_token(
    logits: torch.Tensor,
    generator: torch.Generator,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
    min_p: float | None = None,
) -> torch.Tensor:
    """int64 ids (B,), one drawn for each row of logits (B, V)."""
    raise NotImplementedError
