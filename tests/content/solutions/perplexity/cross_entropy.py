"""Cross-entropy on the selected rows."""

import torch


def perplexity(logits, targets, mask):
    rows, ids = logits[mask], targets[mask]
    return torch.nn.functional.cross_entropy(rows.to(torch.promote_types(rows.dtype, torch.float32)), ids).exp().to(logits.dtype)
