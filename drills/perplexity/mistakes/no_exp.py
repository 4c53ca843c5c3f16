"""The loss, not the perplexity.

What is returned is the mean negative log-likelihood. Perplexity is its exponential: the number of equally likely tokens that the model hesitates between.
"""

import torch


def perplexity(logits, targets, mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    picked = torch.log_softmax(wide, -1).gather(-1, torch.where(mask, targets, 0).unsqueeze(-1)).squeeze(-1)
    nll = torch.where(mask, -picked, 0.0)
    return (nll.sum() / mask.sum()).to(logits.dtype)
