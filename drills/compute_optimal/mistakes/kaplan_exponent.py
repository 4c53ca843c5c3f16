"""The model grows with C^0.73.

That was Kaplan's fit of 2020, which grew models faster than data and left them undertrained. At a fixed ratio both grow with the square root of compute.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = (flops / (6 * tokens_per_parameter)) ** 0.73
    return n_params, flops / (6 * n_params)


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
