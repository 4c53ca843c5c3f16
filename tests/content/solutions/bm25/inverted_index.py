"""With an inverted index."""

import math
from collections import defaultdict


def bm25_scores(query, docs, k1=1.5, b=0.75):
    index = defaultdict(dict)
    for i, doc in enumerate(docs):
        for word in doc:
            index[word][i] = index[word].get(i, 0) + 1
    lengths = [len(doc) for doc in docs]
    scores = [0.0 for _ in docs]
    for word in query:
        postings = index.get(word, {})
        idf = math.log((len(docs) + 1) / (len(postings) + 0.5))
        for i, tf in postings.items():
            relative = lengths[i] * len(docs) / sum(lengths)
            scores[i] += idf * (k1 + 1) / (1 + k1 * (1 + b * (relative - 1)) / tf)
    return scores
