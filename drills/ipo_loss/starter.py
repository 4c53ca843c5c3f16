"""The IPO loss."""

import torch


def ipo_loss(
    policy_chosen_logps: torch.Tensor,
    policy_rejected_logps: torch.Tensor,
    ref_chosen_logps: torch.Tensor,
    ref_rejected_logps: torch.Tensor,
    tau: float = 0.1,
) -> torch.Tensor:
    """Mean of (margin - 1 / (2 tau))^2 over the pairs; all inputs (B,)."""
    raise NotImplementedError
