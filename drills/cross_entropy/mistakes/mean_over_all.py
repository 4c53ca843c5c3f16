"""The mean runs over all positions.

Ignored positions add nothing to the sum but still count in the denominator. The loss then falls as padding grows, and batches with more padding train
with a smaller learning rate. Divide by the number of targets that are kept.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = torch.log_softmax(logits.to(torch.promote_types(logits.dtype, torch.float32)), -1)
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:
        loss = (1 - label_smoothing) * loss - label_smoothing * logp.mean(-1)
    return torch.where(kept, loss, 0.0).mean().to(logits.dtype)
