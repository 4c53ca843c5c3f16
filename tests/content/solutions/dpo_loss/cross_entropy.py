"""The two implicit rewards as the logits of a classifier that should say `chosen`."""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    policy = torch.stack([policy_chosen_logps, policy_rejected_logps], dim=1)
    reference = torch.stack([ref_chosen_logps, ref_rejected_logps], dim=1).detach()
    rewards = beta * (policy - reference)
    return F.cross_entropy(rewards, torch.zeros(len(rewards), dtype=torch.long, device=rewards.device))
