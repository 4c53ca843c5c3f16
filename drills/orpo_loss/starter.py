"""The ORPO loss."""

import torch


def orpo_loss(
    chosen_mean_logps: torch.Tensor, rejected_mean_logps: torch.Tensor, chosen_nll: torch.Tensor, lam: float = 0.1
) -> torch.Tensor:
    """mean(chosen_nll) + lam * mean(-log sigmoid(log odds ratio)); mean log-probabilities (B,), below 0."""
    raise NotImplementedError
