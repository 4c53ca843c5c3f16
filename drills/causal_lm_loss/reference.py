"""The causal language-model loss."""

import torch
import torch.nn.functional as F


def causal_lm_loss(logits: torch.Tensor, tokens: torch.Tensor, ignore_index: int = -100) -> torch.Tensor:
    """Mean negative log-likelihood of each next token, in nats; logits (B, T, V), tokens (B, T).

    Targets equal to ignore_index are left out of sum and count; NaN where none is left.
    """
    # What position t says is about token t + 1: the last prediction has no target, the first token no prediction.
    predictions, targets = logits[:, :-1], tokens[:, 1:]
    wide = predictions.float() if logits.dtype in (torch.float16, torch.bfloat16) else predictions
    loss = F.cross_entropy(wide.reshape(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=ignore_index)
    return loss.to(logits.dtype)
