"""Counts for each token how many beat it, masks after the softmax, renormalises."""

import torch


def top_k_probs(logits, k):
    if k < 1:
        raise ValueError("k < 1")
    index = torch.arange(logits.shape[-1], device=logits.device)
    mine, other = logits.unsqueeze(-1), logits.unsqueeze(-2)
    beats = (other > mine) | ((other == mine) & (index[None, :] < index[:, None]))
    probs = logits.softmax(-1) * (beats.sum(-1) < k)
    return probs / probs.sum(-1, keepdim=True)
