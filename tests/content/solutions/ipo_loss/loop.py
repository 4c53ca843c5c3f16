"""Pair by pair."""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    total = 0.0
    n = len(policy_chosen_logps)
    for i in range(n):
        gap = policy_chosen_logps[i] - policy_rejected_logps[i] - float(ref_chosen_logps[i] - ref_rejected_logps[i])
        total = total + (gap - 0.5 / tau) ** 2
    return total / n
