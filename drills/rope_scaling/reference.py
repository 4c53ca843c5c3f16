"""YaRN frequencies: rotary positions stretched "by parts" (arXiv:2309.00071, section 3.2)."""

import math

import torch


@torch.no_grad()
def yarn_frequencies(
    d: int,
    base: float,
    factor: float,
    original_length: int,
    beta_fast: float = 32.0,
    beta_slow: float = 1.0,
) -> torch.Tensor:
    """Inverse frequencies (radians per position) for a context of factor * original_length tokens.

    d: the head's size, even. Returns float64 (d/2,). Pairs that turn beta_fast times or more over the original length
    keep their frequency; those that turn beta_slow times or fewer are slowed down by `factor`.
    """
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    # A pair that never finished a turn in training must not see new angles: it is interpolated. One that turned many
    # times has seen them all, and carries the order of neighbours: it is left alone.
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
