"""Sinusoidal position encodings."""

import torch


def sinusoidal_positions(n_positions: int, d_model: int) -> torch.Tensor:
    """The (n_positions, d_model) float32 table: sines in even columns, cosines in odd ones."""
    raise NotImplementedError
