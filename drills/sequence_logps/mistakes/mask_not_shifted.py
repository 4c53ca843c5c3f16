"""The mask is cut at the wrong end.

completion_mask[:, :-1] belongs to the position of the logits, not to the token that is scored: the first completion token is lost and the first padding token is scored. Shift the mask with the tokens.
"""

import torch


def sequence_logps(logits, tokens, completion_mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    mask = completion_mask[:, :-1] & (tokens[:, 1:] >= 0) & (tokens[:, 1:] < logits.shape[-1])
    index = torch.where(mask, tokens[:, 1:], 0).unsqueeze(-1)
    picked = torch.log_softmax(wide[:, :-1], -1).gather(-1, index).squeeze(-1)
    return torch.where(mask, picked, 0.0).sum(-1).to(logits.dtype)
