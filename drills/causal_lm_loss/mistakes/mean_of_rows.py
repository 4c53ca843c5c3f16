"""The mean of the rows' means.

Every row weighs the same, so tokens of short rows count more than tokens of long ones. The loss is a mean over tokens.
"""

import torch


def causal_lm_loss(logits, tokens, ignore_index=-100):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))[:, :-1]
    targets = tokens[:, 1:]
    kept = targets != ignore_index
    picked = (torch.log_softmax(wide, -1)).gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    count = kept.sum(-1)
    rows = torch.where(kept, -picked, 0.0).sum(-1)[count > 0] / count[count > 0]
    return rows.mean().to(logits.dtype)
