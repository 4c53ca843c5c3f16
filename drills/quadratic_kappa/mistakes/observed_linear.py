"""The two sums have different weights.

The observed disagreement is linear, the expected one quadratic; their ratio compares nothing. Use the same weights in both.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum(abs(x - y) for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
