"""By powers: D first."""


def compute_optimal(flops, tokens_per_parameter=20.0):
    tokens = (flops * tokens_per_parameter / 6) ** 0.5
    return tokens / tokens_per_parameter, tokens


def training_flops(n_params, n_tokens):
    return n_params * n_tokens * 6
