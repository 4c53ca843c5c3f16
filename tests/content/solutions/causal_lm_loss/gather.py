"""Gathered log-probabilities."""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))[:, :-1]
    targets = tokens[:, 1:]
    kept = targets != ignore_index
    picked = (torch.log_softmax(wide, -1)).gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    return (torch.where(kept, -picked, 0.0).sum() / kept.sum()).to(logits.dtype)
