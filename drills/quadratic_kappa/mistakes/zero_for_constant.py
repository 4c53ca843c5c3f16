"""Perfect agreement of constant raters gives 0.

They agree on every item; the rule here is 1.0 if they say the same, and 0.0 only if they are constant and differ.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 0.0
    return 1.0 - seen / chance
