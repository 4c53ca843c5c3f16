"""Quadratic weighted kappa."""


def quadratic_kappa(a: list[int], b: list[int], n_classes: int) -> float:
    """Agreement of two raters on labels 0 .. n_classes - 1: 1 perfect, 0 as by chance, below 0 worse.

    1 - sum(w O) / sum(w E) with w = (i - j)^2. Both constant: 1 if equal, else 0. Source: Cohen 1968.
    """
    classes = range(n_classes)
    n = len(a)
    observed = [[0] * n_classes for _ in classes]
    for x, y in zip(a, b, strict=True):
        observed[x][y] += 1
    counts_a = [sum(row) for row in observed]
    counts_b = [sum(column) for column in zip(*observed, strict=True)]
    # Far misses cost more than near ones: 4 against 5 is nothing like 1 against 5.
    disagreement = sum((i - j) ** 2 * observed[i][j] for i in classes for j in classes)
    # What two raters with the same habits would disagree if they rated without looking at the items.
    by_chance = sum((i - j) ** 2 * counts_a[i] * counts_b[j] for i in classes for j in classes) / n
    if by_chance == 0:
        return 1.0
    return 1.0 - disagreement / by_chance
