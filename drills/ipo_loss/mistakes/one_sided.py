"""Margins beyond the target cost nothing.

A hinge lets confident pairs run away, which is what IPO was made to prevent. Square both sides.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return torch.clamp(1 / (2 * tau) - margin, min=0).square().mean()
