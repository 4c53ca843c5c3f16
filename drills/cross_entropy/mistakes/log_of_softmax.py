"""log(softmax(x)) in two steps.

The softmax underflows to 0 for a logit that lies about 100 below the largest in float32, and log(0) is -inf: one confident wrong prediction turns the loss infinite. Use log_softmax,
or subtract logsumexp.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = torch.log(torch.softmax(logits.to(torch.promote_types(logits.dtype, torch.float32)), -1))
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:
        loss = (1 - label_smoothing) * loss - label_smoothing * logp.mean(-1)
    return (torch.where(kept, loss, 0.0).sum() / kept.sum()).to(logits.dtype)
