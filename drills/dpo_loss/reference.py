"""The DPO loss."""

import torch
import torch.nn.functional as F


def dpo_loss(
    policy_chosen_logps: torch.Tensor,
    policy_rejected_logps: torch.Tensor,
    ref_chosen_logps: torch.Tensor,
    ref_rejected_logps: torch.Tensor,
    beta: float = 0.1,
) -> torch.Tensor:
    """Mean of -log sigmoid(beta * margin) over the pairs (Rafailov et al., arXiv:2305.18290, equation 7).

    All inputs are (B,): log-probabilities of whole answers, in nats. Returns a scalar of the same dtype. No gradient
    flows into the reference.
    """
    # How much more likely than the reference the policy makes each answer: its implicit reward over beta.
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    # logsigmoid is log(sigmoid(x)) without the detour over a sigmoid that underflows to 0.
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
