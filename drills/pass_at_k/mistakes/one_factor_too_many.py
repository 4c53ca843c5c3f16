"""One factor too many.

The product runs over i = 0 .. k - 1: k samples are drawn.
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return -math.expm1(math.fsum(math.log1p(-c / (n - i)) for i in range(k + 1)))
