"""The prompt is scored too.

The mask is not used: the prompt's log-probability is added to both answers of a pair. It cancels in DPO only when both prompts are tokenised alike, and never in length-normalised losses. Mask all but the completion.
"""

import torch


def sequence_logps(logits, tokens, completion_mask):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    mask = (tokens[:, 1:] >= 0) & (tokens[:, 1:] < logits.shape[-1])
    index = torch.where(mask, tokens[:, 1:], 0).unsqueeze(-1)
    picked = torch.log_softmax(wide[:, :-1], -1).gather(-1, index).squeeze(-1)
    return torch.where(mask, picked, 0.0).sum(-1).to(logits.dtype)
