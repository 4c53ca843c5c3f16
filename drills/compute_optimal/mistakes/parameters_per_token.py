"""Tokens are parameters divided by the ratio.

The ratio is tokens per parameter: D = r N.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = math.sqrt(flops / (6 * tokens_per_parameter))
    return n_params, n_params / tokens_per_parameter


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
