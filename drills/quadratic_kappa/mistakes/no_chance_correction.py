"""Chance is not taken off.

One minus the mean squared distance in units of the largest looks high for every pair of raters that both prefer the middle. Divide by the disagreement that the margins alone would give.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = n * max(1, n_classes - 1) ** 2
    return 1.0 - seen / chance
