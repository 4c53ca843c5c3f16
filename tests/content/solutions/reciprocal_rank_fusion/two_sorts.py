"""Sorted by id first, then stably by score."""

from fractions import Fraction


def rrf(rankings, k=60):
    everyone = sorted({id for r in rankings for id in r})
    def score(id):
        return sum((Fraction(1, k + 1 + r.index(id)) for r in rankings if id in r), Fraction(0))
    return sorted(everyone, key=score, reverse=True)
