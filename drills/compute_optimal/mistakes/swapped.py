"""Parameters and tokens are swapped.

The result is (parameters, tokens); at 20 tokens a parameter the second one is the larger.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = math.sqrt(flops / (6 * tokens_per_parameter))
    return tokens_per_parameter * n_params, n_params


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
