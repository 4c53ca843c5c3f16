"""Log-probabilities of completions."""

import torch


def sequence_logps(logits: torch.Tensor, tokens: torch.Tensor, completion_mask: torch.Tensor) -> torch.Tensor:
    """(B,) summed log-probabilities of the completion tokens; logits (B, T, V), tokens and mask (B, T)."""
    raise NotImplementedError
