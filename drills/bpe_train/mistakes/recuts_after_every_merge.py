"""The list is rebuilt for every single occurrence.

tokens[:i] + [joined] + tokens[i + 2:] copies the whole piece for each occurrence of the pair: quadratic in its length. On a corpus with long runs (minified code, base64, languages without spaces) training never ends. Build the new list in one pass.
"""

import re
from collections import Counter

FAILS = "cost"
CUT = re.compile(r"\s+\S*|\S+")


def pairs_of(word):
    return list(zip(word, word[1:]))


def merged(word, pair):
    word, i = list(word), 0
    while i + 1 < len(word):
        if (word[i], word[i + 1]) == pair:
            word = word[:i] + [word[i] + word[i + 1]] + word[i + 2 :]
        i += 1
    return word


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
