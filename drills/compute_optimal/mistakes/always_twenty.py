"""The ratio is always 20.

20 is Chinchilla's optimum; models that will be served a lot are trained at hundreds of tokens a parameter. Use the argument.
"""

import math


def compute_optimal(flops, tokens_per_parameter=20.0):
    tokens_per_parameter = 20.0
    n_params = math.sqrt(flops / (6 * tokens_per_parameter))
    return n_params, tokens_per_parameter * n_params


def training_flops(n_params, n_tokens):
    return 6.0 * n_params * n_tokens
