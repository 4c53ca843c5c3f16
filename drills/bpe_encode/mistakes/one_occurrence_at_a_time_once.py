"""Each merge joins only its first occurrence.

A merge is applied once in a piece and then never again, so "abab" becomes ab, a, b. Join the pair everywhere in the piece, and keep asking until no adjacent pair has a rank.
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
    for pair in rank:
        for i in range(len(word) - 1):
            if (word[i], word[i + 1]) == pair:
                word[i : i + 2] = [word[i] + word[i + 1]]
                break
    return word


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
