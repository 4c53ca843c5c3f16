"""The mean log-probability is maximised.

Dividing by the number of pieces rewards many likely pieces, and it does not even decompose over prefixes. The likelihood of a segmentation is the product over its pieces: sum the logarithms.
"""

def unigram_encode(text, logp):
    best = [(0.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                score = (way[0] * way[1] - logp[piece]) / (way[1] + 1)
                ways.append((score, way[1] + 1, (*way[2], -len(piece)), [*way[3], piece]))
        best.append(min(ways, key=lambda way: way[:3], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
