"""Exact GELU."""

import torch


def gelu(x: torch.Tensor) -> torch.Tensor:
    """x times the standard normal distribution function of x."""
    raise NotImplementedError
