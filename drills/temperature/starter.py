"""Sampling temperature."""

import torch


def temperature_probs(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    """Probabilities (..., V) at a temperature; temperature 0 is one-hot on the first largest logit."""
    raise NotImplementedError
