"""ALiBi biases."""

import torch


def alibi_bias(n_heads: int, t_q: int, t_k: int) -> torch.Tensor:
    """The (n_heads, t_q, t_k) float32 biases: -slope * distance, -inf for the future."""
    raise NotImplementedError
