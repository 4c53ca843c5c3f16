"""Only one round of merging.

After the best pair of a piece has been joined the function returns, so no token longer than two bytes ever appears. Repeat until no adjacent pair is in the merges.
"""

import re

CUT = re.compile(r"\s+\S*|\S+")


def join(word, best):
    joined, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == best:
            joined.append(word[i] + word[i + 1])
            i += 2
        else:
            joined.append(word[i])
            i += 1
    return joined


def encode_piece(piece, rank):
    word = [bytes([b]) for b in piece.encode()]
    while True:
        ranked = [pair for pair in zip(word, word[1:]) if pair in rank]
        if not ranked:
            return word
        return join(word, min(ranked, key=rank.__getitem__))


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
