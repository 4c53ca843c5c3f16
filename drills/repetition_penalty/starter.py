"""Repetition penalty."""

import torch


def apply_repetition_penalty(logits: torch.Tensor, generated: list[list[int]], penalty: float) -> torch.Tensor:
    """Logits (B, V) in which the tokens that each row has generated are less likely."""
    raise NotImplementedError
