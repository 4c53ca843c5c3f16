"""Cross-entropy with label smoothing."""

import torch


def cross_entropy(
    logits: torch.Tensor, targets: torch.Tensor, ignore_index: int = -100, label_smoothing: float = 0.0
) -> torch.Tensor:
    """Mean negative log-likelihood of `targets` (...) under `logits` (..., V), without ignored positions.

    Returns a 0-dim tensor of the logits' dtype, in nats; NaN where every position is ignored.
    Source: PyTorch's CrossEntropyLoss; smoothing as in arXiv:1512.00567 section 7.
    """
    wide = logits.float() if logits.dtype in (torch.float16, torch.bfloat16) else logits
    logp = wide - torch.logsumexp(wide, dim=-1, keepdim=True)
    kept = targets != ignore_index
    # An ignored target need not be a class, so it must not be used as an index.
    index = torch.where(kept, targets, torch.zeros_like(targets))
    picked = logp.gather(-1, index.unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:  # without it a class that was masked with -inf costs nothing; 0 * inf would be NaN
        # The smoothed part spreads over all V classes, the target included.
        loss = (1 - label_smoothing) * loss - label_smoothing * logp.mean(-1)
    total = torch.where(kept, loss, torch.zeros_like(loss)).sum()
    return (total / kept.sum()).to(logits.dtype)
