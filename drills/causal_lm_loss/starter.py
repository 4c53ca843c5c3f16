"""The causal language-model loss."""

import torch


def causal_lm_loss(logits: torch.Tensor, tokens: torch.Tensor, ignore_index: int = -100) -> torch.Tensor:
    """Mean negative log-likelihood of each next token; logits (B, T, V), tokens (B, T)."""
    raise NotImplementedError
