"""Find N by bisection on the cost."""


def training_flops(n_params, n_tokens):
    forward = 2 * n_params * n_tokens
    return forward + 2 * forward


def compute_optimal(flops, tokens_per_parameter=20.0):
    low, high = 0.0, 1.0
    while training_flops(high, tokens_per_parameter * high) < flops:
        high *= 2
    for _ in range(200):
        n = (low + high) / 2
        if training_flops(n, tokens_per_parameter * n) < flops:
            low = n
        else:
            high = n
    return high, tokens_per_parameter * high
