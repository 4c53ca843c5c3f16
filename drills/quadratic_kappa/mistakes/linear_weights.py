"""Distances are not squared.

Linear weights are another kappa: they punish a miss by three only three times as much as a miss by one. Square the distance, in the observed and in the expected sum.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum(abs(x - y) for x, y in zip(a, b))
    chance = sum(abs(i - j) * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
