"""The smoothing mass goes to the other classes only.

Here e is spread over the V - 1 wrong classes. PyTorch and the paper spread it over all V, so the target keeps 1 - e + e / V. The difference is small for large vocabularies,
and it makes losses of two code bases incomparable. Use the mean of the log-probabilities over all classes.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = torch.log_softmax(logits.to(torch.promote_types(logits.dtype, torch.float32)), -1)
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:
        others = (logp.sum(-1) - picked) / max(1, logits.shape[-1] - 1)
        loss = (1 - label_smoothing) * loss - label_smoothing * others
    return (torch.where(kept, loss, 0.0).sum() / kept.sum()).to(logits.dtype)
