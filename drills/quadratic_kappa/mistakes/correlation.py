"""Correlation instead of agreement.

Pearson's r is 1 for a judge that is always one point too generous. Kappa notices the shift: compare labels, not their trends.
"""

def quadratic_kappa(a, b, n_classes):
    n = len(a)
    mean_a, mean_b = sum(a) / n, sum(b) / n
    product = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    if product == 0:
        return float(a == b)
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b)) / product**0.5
