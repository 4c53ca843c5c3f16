"""Two FLOPs per parameter and token.

That is the forward pass alone, the rule for inference. Training adds the backward pass, which costs twice as much again: 6 in all.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = math.sqrt(flops / (2 * tokens_per_parameter))
    return n_params, tokens_per_parameter * n_params


def training_flops(n_params, n_tokens):
    return 2.0 * n_params * n_tokens
