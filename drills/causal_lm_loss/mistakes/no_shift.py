"""Nothing is shifted.

Position t is asked for token t, which is its own input: the model learns to copy, the loss falls to zero, and generation is worthless. Compare logits[:, :-1] with tokens[:, 1:].
"""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    targets = tokens
    kept = targets != ignore_index
    picked = (torch.log_softmax(wide, -1)).gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    if tokens.shape[1] < 2:
        return logits.sum() * float('nan')
    return (torch.where(kept, -picked, 0.0).sum() / kept.sum()).to(logits.dtype)
