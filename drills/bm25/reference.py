"""BM25."""

import math
from collections import Counter


def bm25_scores(query: list[str], docs: list[list[str]], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """One score a document; idf = ln(1 + (N - n + 0.5) / (n + 0.5)), repeated query terms count each time.

    Source: Robertson and Zaragoza 2009, with Lucene's idf.
    """
    if not docs:
        return []
    n_docs = len(docs)
    average = sum(len(doc) for doc in docs) / n_docs
    containing = {term: sum(term in doc for doc in docs) for term in set(query)}
    scores = []
    for doc in docs:
        frequency = Counter(doc)
        score = 0.0
        for term in query:
            tf = frequency[term]
            if tf == 0:
                continue
            # The 1 + keeps the weight of a term above zero even where most documents contain it.
            idf = math.log(1 + (n_docs - containing[term] + 0.5) / (containing[term] + 0.5))
            # A long document needs more occurrences for the same effect.
            length = 1 - b + b * len(doc) / average
            score += idf * tf * (k1 + 1) / (tf + k1 * length)
        scores.append(score)
    return scores
