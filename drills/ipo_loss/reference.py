"""The IPO loss."""

import torch


def ipo_loss(
    policy_chosen_logps: torch.Tensor,
    policy_rejected_logps: torch.Tensor,
    ref_chosen_logps: torch.Tensor,
    ref_rejected_logps: torch.Tensor,
    tau: float = 0.1,
) -> torch.Tensor:
    """Mean of (margin - 1 / (2 tau))^2 over the pairs; all inputs (B,), log-probabilities in nats.

    No gradient flows into the reference. Source: arXiv:2310.12036 section 5.
    """
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    # A finite target: even a preference that is never contradicted does not push the policy ever further away.
    return (chosen - rejected - 1 / (2 * tau)).square().mean()
