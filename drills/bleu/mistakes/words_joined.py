"""n-grams are joined to one text with spaces.

Then "New York" + "is" and "New" + "York is" are the same 2-gram. Tokens of real tokenisers contain spaces; keep an n-gram as a tuple of tokens.
"""

import math
from collections import Counter


def bleu(candidate, references, max_n=4):
    def grams(words, n):
        return Counter(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))

    c = len(candidate)
    logs = 0.0
    for n in range(1, max_n + 1):
        own = grams(candidate, n)
        refs = [grams(r, n) for r in references]
        matched = sum(min(count, max(r[gram] for r in refs)) for gram, count in own.items())
        if matched == 0:
            return 0.0
        logs += math.log(matched / sum(own.values()))
    closest = min((abs(len(r) - c), len(r)) for r in references)[1]
    return (1.0 if c >= closest else math.exp(1 - closest / c)) * math.exp(logs / max_n)
