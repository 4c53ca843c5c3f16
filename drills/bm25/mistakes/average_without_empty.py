"""Empty documents are left out of the average.

The average length is over all N documents, as N itself is.
"""

import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    if not docs:
        return []
    n = len(docs)
    average = sum(map(len, docs)) / max(1, sum(bool(d) for d in docs))
    scores = []
    for doc in docs:
        total = 0.0
        for term in query:
            df = sum(term in d for d in docs)
            tf = doc.count(term)
            if tf:
                total += math.log(1 + (n - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(doc) / average))
        scores.append(total)
    return scores
