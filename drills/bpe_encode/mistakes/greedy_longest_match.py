"""The longest token that fits is taken.

Walking from the left and taking the longest known token is WordPiece, not BPE. The pieces differ wherever an early merge cuts across a long token, and then the model sees ids that its training never paired with such text. Replay the
merges in the order in which they were learned.
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
    data, tokens = piece.encode(), {a + b for a, b in rank}
    word, i = [], 0
    while i < len(data):
        n = next((n for n in range(len(data) - i, 1, -1) if data[i : i + n] in tokens), 1)
        word.append(data[i : i + n])
        i += n
    return word


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
