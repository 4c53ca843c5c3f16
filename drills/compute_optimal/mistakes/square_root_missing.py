"""The square root is missing.

C = 6 r N^2: compute grows with the square of the model, because the tokens grow with it. Ten times the compute buys a model that is 3.2 times as large.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = flops / (6 * tokens_per_parameter)
    return n_params, tokens_per_parameter * n_params


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
