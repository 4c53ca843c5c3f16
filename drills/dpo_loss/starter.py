"""The DPO loss."""

import torch


def dpo_loss(
    policy_chosen_logps: torch.Tensor,
    policy_rejected_logps: torch.Tensor,
    ref_chosen_logps: torch.Tensor,
    ref_rejected_logps: torch.Tensor,
    beta: float = 0.1,
) -> torch.Tensor:
    """Scalar mean loss of a batch of preference pairs; all log-probabilities are (B,)."""
    raise NotImplementedError
