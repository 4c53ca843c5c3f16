"""Lengths are compared from the right.

Comparing the last pieces first prefers another segmentation, and so does keeping the first way that is found with fewest pieces, because the loop tries the longest last piece first. From the left, the longer piece comes first.
"""

def unigram_encode(text, logp):
    best = [(0.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                score = way[0] - logp[piece]
                ways.append((score, way[1] + 1, (-len(piece), *way[2]), [*way[3], piece]))
        best.append(min(ways, key=lambda way: way[:3], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
