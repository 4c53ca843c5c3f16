"""Every disagreement counts the same.

That is Cohen's plain kappa. With ordered labels, calling a 5 a 4 is then as bad as calling it a 1. Weight by (i - j)².
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x != y) for x, y in zip(a, b))
    chance = sum((i != j) * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
