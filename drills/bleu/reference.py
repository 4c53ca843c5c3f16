"""Sentence BLEU."""

import math
from collections import Counter


def bleu(candidate: list[str], references: list[list[str]], max_n: int = 4) -> float:
    """Sentence BLEU: clipped precisions of orders 1 .. max_n, brevity penalty by the closest reference, no smoothing.

    Source: Papineni et al., ACL 2002.
    """

    def ngrams(words: list[str], n: int) -> Counter:
        return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    log_precisions = 0.0
    for n in range(1, max_n + 1):
        own = ngrams(candidate, n)
        # The union of counters keeps, for each n-gram, the largest count of any one reference.
        allowed: Counter = Counter()
        for reference in references:
            allowed |= ngrams(reference, n)
        matched = sum((own & allowed).values())
        if matched == 0:
            return 0.0
        log_precisions += math.log(matched / sum(own.values()))
    c = len(candidate)
    r = min((abs(len(reference) - c), len(reference)) for reference in references)[1]
    brevity = 1.0 if c >= r else math.exp(1 - r / c)
    return brevity * math.exp(log_precisions / max_n)
