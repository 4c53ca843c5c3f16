"""Pair by pair."""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    costs = []
    for row, ids in zip(logits, tokens.tolist()):
        for t in range(len(ids) - 1):
            if ids[t + 1] != ignore_index:
                scores = row[t].double()
                costs.append(torch.logsumexp(scores, 0) - scores[ids[t + 1]])
    return (torch.stack(costs).mean() if costs else logits.sum() * float("nan")).to(logits.dtype)
