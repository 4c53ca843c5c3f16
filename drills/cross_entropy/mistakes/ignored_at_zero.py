"""Ignored positions are counted as class 0.

Clamping the index keeps gather from failing, but the position still adds the loss of class 0: the model is trained to predict token 0 at every padding position. Mask the loss
as well as the index.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = torch.log_softmax(logits.to(torch.promote_types(logits.dtype, torch.float32)), -1)
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:
        loss = (1 - label_smoothing) * loss - label_smoothing * logp.mean(-1)
    return (loss.sum() / kept.sum() if kept.any() else loss.sum() * float("nan")).to(logits.dtype)
