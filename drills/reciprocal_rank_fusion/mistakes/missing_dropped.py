"""Ids that miss from one ranking are dropped.

Hybrid search exists for documents that only one retriever finds. An absent id adds nothing, but it stays.
"""

from fractions import Fraction


def rrf(rankings, k=60):
    scores = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0) + Fraction(1, k + rank)
    scores = {id: s for id, s in scores.items() if all(id in r for r in rankings)}
    return sorted(scores, key=lambda id: (-scores[id], id))
