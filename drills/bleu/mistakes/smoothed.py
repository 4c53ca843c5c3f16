"""Orders without a match are smoothed.

Adding one keeps the score above 0, but it is another metric: figures of the two cannot be compared. Here such a candidate scores 0.
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
        total = sum(own.values())
        if total == 0:
            return 0.0
        if matched == 0:
            matched = 0.5
        logs += math.log(matched / sum(own.values()))
    closest = min((abs(len(r) - c), len(r)) for r in references)[1]
    return (1.0 if c >= closest else math.exp(1 - closest / c)) * math.exp(logs / max_n)
