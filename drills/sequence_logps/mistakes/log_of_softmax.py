"""log(softmax(x)) in two steps.

A token that the model holds for impossible underflows to probability 0, and its logarithm is -inf: so is the sum, and the loss. Use log_softmax.
"""

import torch


def sequence_logps(logits, tokens, completion_mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    mask = completion_mask[:, 1:]
    index = torch.where(mask, tokens[:, 1:], 0).unsqueeze(-1)
    picked = torch.softmax(wide[:, :-1], -1).log().gather(-1, index).squeeze(-1)
    return torch.where(mask, picked, 0.0).sum(-1).to(logits.dtype)
