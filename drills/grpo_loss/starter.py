"""The GRPO loss."""

import torch


def grpo_loss(
    logps: torch.Tensor,
    old_logps: torch.Tensor,
    ref_logps: torch.Tensor,
    rewards: torch.Tensor,
    mask: torch.Tensor,
    group_size: int,
    clip: float = 0.2,
    beta: float = 0.04,
) -> torch.Tensor:
    """The negated mean over sequences of the mean over their tokens of clipped gain minus beta k3; logps (B, T)."""
    raise NotImplementedError
