"""As tensors."""

import torch


def bm25_scores(query, docs, k1=1.5, b=0.75):
    if not docs:
        return []
    tf = torch.tensor([[float(doc.count(term)) for term in query] for doc in docs], dtype=torch.float64).reshape(len(docs), len(query))
    length = torch.tensor([float(len(doc)) for doc in docs], dtype=torch.float64)
    n = (tf > 0).double().sum(0)
    idf = torch.log(1 + (len(docs) - n + 0.5) / (n + 0.5))
    norm = 1 - b + b * length / length.mean().clamp(min=1e-300)
    part = tf * (k1 + 1) / (tf + k1 * norm[:, None]).clamp(min=1e-300)
    return (part * idf).sum(1).tolist()
