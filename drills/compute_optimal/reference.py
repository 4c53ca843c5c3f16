"""Compute-optimal model size."""

import math


def compute_optimal(flops: float, tokens_per_parameter: float = 20.0) -> tuple[float, float]:
    """Parameters N and training tokens D with 6 N D = flops and D = tokens_per_parameter * N.

    Source: Chinchilla, arXiv:2203.15556: N and D grow alike with compute, about 20 tokens a parameter.
    """
    # Put D = r N into C = 6 N D: C = 6 r N^2.
    n_params = math.sqrt(flops / (6 * tokens_per_parameter))
    return n_params, tokens_per_parameter * n_params


def training_flops(n_params: float, n_tokens: float) -> float:
    """FLOPs of training a dense transformer: 2 forward and 4 backward per parameter and token."""
    return 6.0 * n_params * n_tokens
