"""Scores are added as floats.

Two ids with the same ranks in different lists get sums that differ in the last digit, so the tie is broken by rounding and not by id. Use fractions.
"""

import torch


def rrf(rankings, k=60):
    scores = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0) + 1.0 / (k + rank)
    return sorted(scores, key=lambda id: (-scores[id], id))
