"""Unbiased pass@k."""

import math


def pass_at_k(n: int, c: int, k: int) -> float:
    """1 - C(n - c, k) / C(n, k) (Chen et al., arXiv:2107.03374, equation 1).

    n: samples, c: right ones among them (0 <= c <= n), k: how many are drawn without replacement (1 <= k <= n).
    """
    if n - c < k:
        return 1.0
    # log of the chance that all of k draws are wrong. log1p and expm1 keep the digits of small chances on either side,
    # and fsum adds without rounding errors that pile up; log-gammas would cancel nearly all of theirs.
    # 0.0 - x and not -x, which would be -0.0 for c = 0.
    return 0.0 - math.expm1(math.fsum(math.log1p(-c / (n - i)) for i in range(k)))
