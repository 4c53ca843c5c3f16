"""k * c / n.

That is the expected number of right samples among k, not the chance of at least one; it can exceed 1.
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return k * c / n
