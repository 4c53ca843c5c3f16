"""The Bradley-Terry reward-model loss."""

import torch


def reward_model_loss(chosen: torch.Tensor, rejected: torch.Tensor) -> torch.Tensor:
    """Mean of -log sigmoid(chosen - rejected) over the pairs; both (B,)."""
    raise NotImplementedError
