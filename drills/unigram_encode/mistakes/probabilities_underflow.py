"""Probabilities are multiplied.

The product of a few dozen small probabilities is 0 in floating point, and then all segmentations tie. Add logarithms.
"""

import math


def unigram_encode(text, logp):
    best = [(-1.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                score = way[0] * math.exp(logp[piece])
                ways.append((score, way[1] + 1, (*way[2], -len(piece)), [*way[3], piece]))
        best.append(min(ways, key=lambda way: way[:3], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
