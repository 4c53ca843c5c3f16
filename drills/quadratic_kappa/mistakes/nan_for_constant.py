"""Constant raters end in a division by zero.

If both always give the same label nothing is expected by chance, and 0 / 0 stops the evaluation (or spreads NaN). Perfect agreement counts as 1.0.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    return 1.0 - seen / chance
