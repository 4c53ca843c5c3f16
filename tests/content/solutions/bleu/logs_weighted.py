"""Weights and logarithms as in the paper."""

import math


def bleu(candidate, references, max_n=4):
    c = len(candidate)
    if c < max_n:
        return 0.0
    log_bp = min(1 - sorted(references, key=lambda r: (abs(len(r) - c), len(r)))[0].__len__() / c, 0)
    weight, total = 1 / max_n, 0.0
    for n in range(1, max_n + 1):
        seen = {}
        for i in range(c - n + 1):
            gram = tuple(candidate[i : i + n])
            seen[gram] = seen.get(gram, 0) + 1
        good = 0
        for gram, count in seen.items():
            best = 0
            for r in references:
                best = max(best, [tuple(r[i : i + n]) for i in range(len(r) - n + 1)].count(gram))
            good += count if count < best else best
        if not good:
            return 0.0
        total += weight * (math.log(good) - math.log(c - n + 1))
    return math.exp(log_bp + total)
