"""Matches are counted by removing them from copies."""

import math


def bleu(candidate, references, max_n=4):
    from fractions import Fraction

    precision = Fraction(1)
    for n in range(1, max_n + 1):
        own = [candidate[i : i + n] for i in range(len(candidate) - n + 1)]
        hits = 0
        for gram in {tuple(g) for g in own}:
            limit = max(sum(list(gram) == r[i : i + n] for i in range(len(r) - n + 1)) for r in references)
            hits += min(limit, own.count(list(gram)))
        if hits == 0:
            return 0.0
        precision *= Fraction(hits, len(own))
    c = len(candidate)
    lengths = sorted(len(r) for r in references)
    best = min(lengths, key=lambda n: abs(n - c))
    penalty = math.exp(min(0.0, 1 - best / c))
    return penalty * float(precision) ** (1 / max_n)
