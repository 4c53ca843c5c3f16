"""No special case for fewer than k wrong samples.

There C(n - c, k) is 0 and the result 1, but a product or a logarithm meets factors of 0 or below. Test n - c < k first.
"""

import math


def pass_at_k(n, c, k):
    return -math.expm1(math.fsum(math.log1p(-c / (n - i)) for i in range(k)))
