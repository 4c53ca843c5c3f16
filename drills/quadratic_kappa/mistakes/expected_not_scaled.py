"""Expected counts without the division by n.

The outer product of the counts sums to n², the observed table to n: with many items kappa creeps to 1. Divide by n.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes))
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
