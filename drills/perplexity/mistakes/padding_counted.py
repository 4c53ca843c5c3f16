"""Padding counts in the mean.

The loss is masked, but divided by all positions: the perplexity falls as the padding grows. Divide by the number of real tokens.
"""

import torch


def perplexity(logits, targets, mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    picked = torch.log_softmax(wide, -1).gather(-1, torch.where(mask, targets, 0).unsqueeze(-1)).squeeze(-1)
    nll = torch.where(mask, -picked, 0.0)
    return torch.exp(nll.mean() if mask.any() else nll.sum() * float('nan')).to(logits.dtype)
