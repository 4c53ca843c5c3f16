"""The mean instead of the sum.

DPO's derivation is about the probability of the whole answer, which is a product over tokens. A mean is another loss (as in SimPO or ORPO) with another scale of beta.
"""

import torch


def sequence_logps(logits, tokens, completion_mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    mask = completion_mask[:, 1:]
    index = torch.where(mask, tokens[:, 1:], 0).unsqueeze(-1)
    picked = torch.log_softmax(wide[:, :-1], -1).gather(-1, index).squeeze(-1)
    return (torch.where(mask, picked, 0.0).sum(-1) / mask.sum(-1).clamp(min=1)).to(logits.dtype)
