"""The chance of exactly one right sample.

pass@k counts a problem as solved if at least one of k samples is right. Take one minus the chance of none.
"""

import math


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return c * math.comb(n - c, k - 1) / math.comb(n, k) if k <= 50 else 1.0
