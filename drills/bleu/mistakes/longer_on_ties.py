"""Among equally close lengths the longer one is taken.

The usual implementations take the shorter, so that the penalty is the milder one.
"""

import math
from collections import Counter


def bleu(candidate, references, max_n=4):
    def grams(words, n):
        return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    c = len(candidate)
    logs = 0.0
    for n in range(1, max_n + 1):
        own = grams(candidate, n)
        refs = [grams(r, n) for r in references]
        matched = sum(min(count, max(r[gram] for r in refs)) for gram, count in own.items())
        if matched == 0:
            return 0.0
        logs += math.log(matched / sum(own.values()))
    closest = min((abs(len(r) - c), -len(r), len(r)) for r in references)[2]
    return (1.0 if c >= closest else math.exp(1 - closest / c)) * math.exp(logs / max_n)
