"""Row by row and token by token."""

import torch


def constrained_probs(logits, state, transitions):
    if state not in transitions or not transitions[state]:
        raise ValueError(state)
    tokens = transitions[state]
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]):
        top = max(row[t].item() for t in tokens)
        weights = [torch.exp(x - top) if t in tokens else torch.zeros_like(x) for t, x in enumerate(row)]
        rows.append(torch.stack(weights) / sum(weights))
    return torch.stack(rows).reshape(logits.shape)
