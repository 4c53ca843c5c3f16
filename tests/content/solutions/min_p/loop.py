"""Row by row in plain Python."""

import torch


def min_p_probs(logits, min_p):
    if min_p < 0 or min_p > 1:
        raise ValueError(min_p)
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]):
        probs = torch.softmax(row.to(torch.float64), 0)
        best = max(probs.tolist())
        kept = torch.stack([p if p.item() / best >= min_p * (1 - 1e-9) else p * 0 for p in probs])
        rows.append(kept / sum(kept))
    return torch.stack(rows).view(logits.shape).to(logits.dtype)
