"""Integers over one common denominator."""

import math


def rrf(rankings, k=60):
    longest = max((len(r) for r in rankings), default=0)
    whole = math.lcm(*range(k + 1, k + longest + 1))
    points = {}
    for r in rankings:
        for place in range(len(r)):
            points[r[place]] = points.get(r[place], 0) + whole // (k + place + 1)
    return [id for _, id in sorted((-p, id) for id, p in points.items())]
