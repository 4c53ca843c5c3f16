"""The mean runs over all positions.

Ignored targets add nothing but still count in the denominator: the more padding (or prompt), the smaller the loss and the step. Divide by the number of targets that are kept.
"""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))[:, :-1]
    targets = tokens[:, 1:]
    kept = targets != ignore_index
    picked = (torch.log_softmax(wide, -1)).gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    if not kept.any():
        return logits.sum() * float('nan')
    return torch.where(kept, -picked, 0.0).mean().to(logits.dtype)
