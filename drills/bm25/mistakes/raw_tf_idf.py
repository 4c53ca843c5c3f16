"""tf-idf without saturation.

The tenth occurrence of a word says less than the first; BM25 bends the curve with k1. Divide by tf + k1 (...).
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
                total += math.log(1 + (n - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (1 + k1)
        scores.append(total)
    return scores
