"""The text is not cut.

Without the cuts a merge can join the end of one word with what follows. The tokenizer was trained on pieces, so such a token stands for something that it never saw. Cut with the regex, then encode each piece by itself.
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
        word = join(word, min(ranked, key=rank.__getitem__))


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in [text] for token in encode_piece(piece, rank)]
