"""The constant is ignored.

1 / rank lets one list's first place outweigh everything else. k damps the top.
"""

from fractions import Fraction


def rrf(rankings, k=60):
    scores = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0) + Fraction(1, rank)
    return sorted(scores, key=lambda id: (-scores[id], id))
