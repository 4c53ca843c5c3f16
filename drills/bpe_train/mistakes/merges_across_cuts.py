"""Merges cross the cuts.

The whole text is one list of bytes, so tokens such as "e t" arise that straddle words. They fill the vocabulary with accidents of phrasing, and nothing can be cached or counted word by word. Cut first with the regex, and count pairs
only inside the pieces.
"""

import re
from collections import Counter

CUT = re.compile(r"\s+\S*|\S+")


def pairs_of(word):
    return list(zip(word, word[1:]))


def merged(word, pair):
    joined, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            joined.append(word[i] + word[i + 1])
            i += 2
        else:
            joined.append(word[i])
            i += 1
    return joined


def bpe_train(text, vocab_size):
    if vocab_size < 256:
        raise ValueError("vocab_size must be at least 256")
    pieces = Counter([text])
    words = {tuple(bytes([b]) for b in piece.encode()): n for piece, n in pieces.items()}
    merges = []
    while 256 + len(merges) < vocab_size:
        counts = Counter()
        for word, n in words.items():
            for pair in pairs_of(word):
                counts[pair] += n
        best = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
        if best is None or counts[best] < 2:
            break
        merges.append(best)
        words = {tuple(merged(word, best)): n for word, n in words.items()}
    return merges
