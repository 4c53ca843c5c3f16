"""YaRN frequencies."""

import torch


def yarn_frequencies(
    d: int,
    base: float,
    factor: float,
    original_length: int,
    beta_fast: float = 32.0,
    beta_slow: float = 1.0,
) -> torch.Tensor:
    """The float64 (d/2,) inverse frequencies of rotary positions stretched by `factor`."""
    raise NotImplementedError
