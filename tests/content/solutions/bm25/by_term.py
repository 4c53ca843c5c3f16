"""Term by term over all documents."""

import math


def bm25_scores(query, docs, k1=1.5, b=0.75):
    scores = [0.0] * len(docs)
    if not any(docs):
        return scores
    mean = sum(len(d) for d in docs) / len(docs)
    for term in query:
        counts = [doc.count(term) for doc in docs]
        n = sum(c > 0 for c in counts)
        weight = math.log1p((len(docs) - n + 0.5) / (n + 0.5))
        for i, c in enumerate(counts):
            scores[i] += weight * c * (k1 + 1) / (c + k1 * (1 - b + b * len(docs[i]) / mean)) if c else 0.0
    return scores
