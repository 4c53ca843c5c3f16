"""The Bradley-Terry reward-model loss."""

import torch
import torch.nn.functional as F


def reward_model_loss(chosen: torch.Tensor, rejected: torch.Tensor) -> torch.Tensor:
    """Mean of -log sigmoid(chosen - rejected) over the pairs; both (B,). Source: arXiv:2203.02155 equation 1."""
    # Only the difference counts: the model is free to shift all rewards. logsigmoid stays finite where sigmoid underflows.
    return -F.logsigmoid(chosen - rejected).mean()
