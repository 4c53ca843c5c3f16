"""PPO's clipped objective."""

import torch


def ppo_clip_loss(
    logps: torch.Tensor, old_logps: torch.Tensor, advantages: torch.Tensor, mask: torch.Tensor, clip: float = 0.2
) -> torch.Tensor:
    """The negated mean over mask of min(ratio A, clamp(ratio) A); all tensors (B, T)."""
    raise NotImplementedError
