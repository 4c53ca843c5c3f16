"""Perplexity of masked targets."""

import torch


def perplexity(logits: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """exp of the mean negative log-likelihood (nats) of targets (..., T) under logits (..., T, V) where mask is True.

    Token-weighted over the whole batch; NaN without any token.
    """
    wide = logits.float() if logits.dtype in (torch.float16, torch.bfloat16) else logits
    # Outside the mask a target may be anything, so it must not be used as an index.
    index = torch.where(mask, targets, torch.zeros_like(targets)).unsqueeze(-1)
    logp = torch.log_softmax(wide, -1).gather(-1, index).squeeze(-1)
    mean_nll = torch.where(mask, -logp, torch.zeros_like(logp)).sum() / mask.sum()
    return mean_nll.exp().to(logits.dtype)
