"""All pairs of labels, no table."""


def quadratic_kappa(a, b, n_classes):
    n = len(a)
    observed = sum((a[i] - b[i]) ** 2 for i in range(n)) / n
    expected = 0
    for x in a:
        for y in b:
            expected += (x - y) ** 2
    expected /= n * n
    return 1 - observed / expected if expected else 1.0
