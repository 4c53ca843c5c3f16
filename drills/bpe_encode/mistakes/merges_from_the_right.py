"""Runs are merged from the right.

"aaa" becomes a, aa; the trainer (and tiktoken) makes aa, a. Join from left to right.
"""

import re

CUT = re.compile(r"\s+\S*|\S+")


def join(word, best):
    joined, i = [], len(word)
    while i > 0:
        if i > 1 and (word[i - 2], word[i - 1]) == best:
            joined.append(word[i - 2] + word[i - 1])
            i -= 2
        else:
            joined.append(word[i - 1])
            i -= 1
    return joined[::-1]


def encode_piece(piece, rank):
    word = [bytes([b]) for b in piece.encode()]
    while True:
        ranked = [pair for pair in zip(word, word[1:]) if pair in rank]
        if not ranked:
            return word
        word = join(word, min(ranked, key=rank.__getitem__))


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
