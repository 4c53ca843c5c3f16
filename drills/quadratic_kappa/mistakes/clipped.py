"""Negative values are cut to 0.

A judge that ranks against the human is worse than chance, and that is worth knowing: a flipped scale looks exactly like it. Return the value as it is.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 1.0
    return max(0.0, 1.0 - seen / chance)
