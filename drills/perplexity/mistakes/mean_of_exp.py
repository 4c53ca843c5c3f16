"""exp before the mean.

The mean of the inverse probabilities is dominated by the few tokens that the model hardly expected. Perplexity is exp of the mean, the geometric mean of the inverse probabilities.
"""

import torch


def perplexity(logits, targets, mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    picked = torch.log_softmax(wide, -1).gather(-1, torch.where(mask, targets, 0).unsqueeze(-1)).squeeze(-1)
    nll = torch.where(mask, -picked, 0.0)
    return (torch.where(mask, nll.exp(), 0.0).sum() / mask.sum()).to(logits.dtype)
