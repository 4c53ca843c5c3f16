"""Through cross_entropy without reduction."""

import torch


def sequence_logps(logits, tokens, completion_mask):
    b, t, v = logits.shape
    targets = torch.where(completion_mask, tokens, -100)[:, 1:]
    wide = logits[:, :-1].to(torch.promote_types(logits.dtype, torch.float32))
    nll = torch.nn.functional.cross_entropy(wide.reshape(-1, v), targets.reshape(-1), ignore_index=-100, reduction="none")
    return -nll.reshape(b, t - 1).sum(1).to(logits.dtype)
