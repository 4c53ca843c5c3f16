"""n - c = k counts as certain.

If just k samples are wrong, the k drawn may all be wrong: the chance is small but not 0. The case for 1 is n - c < k, strictly.
"""

import math


def pass_at_k(n, c, k):
    if n - c <= k:
        return 1.0
    return -math.expm1(math.fsum(math.log1p(-c / (n - i)) for i in range(k)))
