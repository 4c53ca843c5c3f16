"""Both margins taken from one rater.

If a is stricter than b, chance disagreement is larger than a's own spread; leaving b's counts out misjudges raters with different averages. Use counts of a and counts of b.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    counts_a = [a.count(i) for i in range(n_classes)]
    counts_b = [b.count(i) for i in range(n_classes)]
    seen = sum((x - y) ** 2 for x, y in zip(a, b))
    chance = sum((i - j) ** 2 * counts_a[i] * counts_a[j] for i in range(n_classes) for j in range(n_classes)) / n
    if chance == 0:
        return 1.0
    return 1.0 - seen / chance
