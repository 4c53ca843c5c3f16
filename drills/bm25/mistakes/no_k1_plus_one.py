"""The factor k1 + 1 is missing.

The ranking stays the same, the scores do not: fused with other scores or compared with a threshold they are too small by 2.5. Multiply the numerator.
"""

import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    if not docs:
        return []
    n = len(docs)
    average = sum(map(len, docs)) / n
    scores = []
    for doc in docs:
        total = 0.0
        for term in query:
            df = sum(term in d for d in docs)
            tf = doc.count(term)
            if tf:
                total += math.log(1 + (n - df + 0.5) / (df + 0.5)) * tf / (tf + k1 * (1 - b + b * len(doc) / average))
        scores.append(total)
    return scores
