"""Exact GELU (Hendrycks and Gimpel, arXiv:1606.08415)."""

import math

import torch


def gelu(x: torch.Tensor) -> torch.Tensor:
    """x * Phi(x), elementwise; Phi(x) = (1 + erf(x / sqrt(2))) / 2."""
    return x * 0.5 * (1.0 + torch.erf(x / math.sqrt(2.0)))
