"""Chosen and rejected are swapped.

The policy is taught to prefer the rejected answers by exactly the target margin.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return (-margin - 1 / (2 * tau)).square().mean()
