"""Unbiased pass@k."""


def pass_at_k(n: int, c: int, k: int) -> float:
    """The probability that k of n samples, c of which are right, hold a right one."""
    raise NotImplementedError
