"""By moments: 2 cov / (var + var + (difference of means)^2)."""

from fractions import Fraction


def quadratic_kappa(a, b, n_classes):
    n = len(a)
    mean_a, mean_b = Fraction(sum(a), n), Fraction(sum(b), n)
    covariance = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b)) / n
    spread = sum((x - mean_a) ** 2 for x in a) / n + sum((y - mean_b) ** 2 for y in b) / n + (mean_a - mean_b) ** 2
    return float(2 * covariance / spread) if spread else 1.0
