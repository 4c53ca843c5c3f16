"""Quadratic weighted kappa."""


def quadratic_kappa(a: list[int], b: list[int], n_classes: int) -> float:
    """Agreement of two raters on ordered labels 0 .. n_classes - 1, corrected for chance, with quadratic weights."""
    raise NotImplementedError
