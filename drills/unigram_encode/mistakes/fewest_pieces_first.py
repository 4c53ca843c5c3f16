"""The number of pieces goes before the score.

That is the shortest segmentation, whatever its probability. The sum of log-probabilities comes first; the number only breaks ties.
"""

def unigram_encode(text, logp):
    best = [(0.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                score = way[0] - logp[piece]
                ways.append((score, way[1] + 1, (*way[2], -len(piece)), [*way[3], piece]))
        best.append(min(ways, key=lambda way: (way[1], way[0], way[2]), default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
