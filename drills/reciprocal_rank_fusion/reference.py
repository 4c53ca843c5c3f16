"""Reciprocal rank fusion."""

from fractions import Fraction


def rrf(rankings: list[list], k: int = 60) -> list:
    """All ids by their sum of 1 / (k + rank), ranks from 1; equal scores (compared exactly) by id.

    Source: Cormack, Clarke and Büttcher, SIGIR 2009.
    """
    scores: dict = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, start=1):
            # Exact fractions: a float sum would depend on the order of the rankings.
            scores[id] = scores.get(id, 0) + Fraction(1, k + rank)
    return sorted(scores, key=lambda id: (-scores[id], id))
