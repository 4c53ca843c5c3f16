"""Runs are merged from the right.

"aaa" becomes a, aa instead of aa, a. The encoder merges from the left, so the pairs that this trainer counts afterwards are not those that the encoder will see, and later merges can never fire. Walk from left to right.
"""

import re
from collections import Counter

CUT = re.compile(r"\s+\S*|\S+")


def pairs_of(word):
    return list(zip(word, word[1:]))


def merged(word, pair):
    joined, i = [], len(word)
    while i > 0:
        if i > 1 and (word[i - 2], word[i - 1]) == pair:
            joined.append(word[i - 2] + word[i - 1])
            i -= 2
        else:
            joined.append(word[i - 1])
            i -= 1
    return joined[::-1]


def bpe_train(text, vocab_size):
    if vocab_size < 256:
        raise ValueError("vocab_size must be at least 256")
    pieces = Counter(CUT.findall(text))
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
