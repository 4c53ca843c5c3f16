"""Ties go to the id that was seen first.

The order then depends on which retriever is listed first. Equal scores are ordered by id.
"""

from fractions import Fraction


def rrf(rankings, k=60):
    scores = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0) + Fraction(1, k + rank)
    return sorted(scores, key=lambda id: -scores[id])
