"""The idf can be negative.

ln((N - n + 0.5) / (n + 0.5)) falls below 0 for a term in more than half of the documents: matching it then lowers the score. Lucene adds 1 inside the logarithm.
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
                total += math.log((n - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(doc) / average))
        scores.append(total)
    return scores
