"""Reciprocal rank fusion."""


def rrf(rankings: list[list], k: int = 60) -> list:
    """All ids by their sum of 1 / (k + rank), ranks from 1; equal scores by id."""
    raise NotImplementedError
