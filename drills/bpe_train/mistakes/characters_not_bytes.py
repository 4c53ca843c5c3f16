"""Characters instead of bytes.

The words start as characters, so é, 漢 and 👍 are single tokens that the 256 bytes do not contain, and a vocabulary of 256 cannot write them: there would have to be an unknown token after all. Byte-level BPE
starts from the UTF-8 bytes, so that every text in the world can be encoded. Encode each piece before you split it.
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
    words = {tuple(c.encode() for c in piece): n for piece, n in pieces.items()}
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
