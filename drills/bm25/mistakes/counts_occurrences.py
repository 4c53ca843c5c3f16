"""n counts occurrences, not documents.

A word that is repeated in one document then looks common. Document frequency counts each document once.
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
            df = sum(d.count(term) for d in docs)
            tf = doc.count(term)
            if tf:
                total += math.log(1 + max(0.0, n - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(doc) / average))
        scores.append(total)
    return scores
