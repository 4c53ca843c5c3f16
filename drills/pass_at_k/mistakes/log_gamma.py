"""Log-gammas are subtracted.

lgamma(100001) is about 1.05 million, so its rounding error is about 1e-10; four of them leave errors that swamp a result of 1e-5. Multiply (or add the logarithms of) the k factors (n - c - i) / (n - i).
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    def log_comb(a, b):
        return math.lgamma(a + 1) - math.lgamma(b + 1) - math.lgamma(a - b + 1)

    return -math.expm1(log_comb(n - c, k) - log_comb(n, k))
