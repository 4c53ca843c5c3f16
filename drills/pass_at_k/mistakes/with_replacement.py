"""Drawn with replacement.

1 - (1 - c/n)^k plugs an estimate into a convex function, and is too low on average: with 3 right of 20 and k = 5 it says 0.556 instead of 0.601. Papers that used it cannot be compared. Draw without replacement: 1 - C(n-c, k) / C(n, k).
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return 1 - (1 - c / n) ** k
