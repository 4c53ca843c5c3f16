"""Token by token."""

import torch


def perplexity(logits, targets, mask):
    flat, v = [], logits.shape[-1]
    for row, target, real in zip(logits.reshape(-1, v).double(), targets.reshape(-1).tolist(), mask.reshape(-1).tolist()):
        if real:
            flat.append(torch.logsumexp(row, 0) - row[target])
    mean = sum(flat) / len(flat) if flat else logits.new_tensor(float("nan"))
    return torch.exp(mean).to(logits.dtype)
