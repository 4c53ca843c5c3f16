"""The chance that all k are right.

C(c, k) / C(n, k) asks for k right ones; pass@k wants at least one.
"""

import math


def pass_at_k(n, c, k):
    return math.prod((c - i) / (n - i) for i in range(min(k, c + 1)))
