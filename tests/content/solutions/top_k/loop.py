"""Row by row: sorts (-logit, index)."""

import torch


def top_k_probs(logits, k):
    if k <= 0:
        raise ValueError("k")
    out = []
    for row in logits.reshape(-1, logits.shape[-1]):
        ids = sorted(range(len(row)), key=lambda i: (-row[i].item(), i))[:k]
        probs = torch.softmax(row[ids], 0)
        out.append(torch.zeros_like(row).index_put((torch.tensor(ids, device=row.device),), probs))
    return torch.stack(out).reshape(logits.shape).to(logits.dtype)
