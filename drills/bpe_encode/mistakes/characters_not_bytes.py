"""Characters instead of bytes.

The pieces are split into characters, so the bytes of é, 漢 and 👍 are never parted, and merges of single bytes never fire. Tokens of a byte-level vocabulary may well be parts of a character: split the encoded piece.
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
    word = [c.encode() for c in piece]
    while True:
        ranked = [pair for pair in zip(word, word[1:]) if pair in rank]
        if not ranked:
            return word
        word = join(word, min(ranked, key=rank.__getitem__))


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
