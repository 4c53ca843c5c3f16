"""Chance as uniform labels.

Expecting all classes equally often overstates the disagreement by chance, and raters with a habit look better than they are. Expected counts come from both raters' own margins.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 for i in range(n_classes) for j in range(n_classes)) * n / n_classes**2
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
