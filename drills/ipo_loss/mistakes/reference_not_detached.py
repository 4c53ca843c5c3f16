"""A gradient flows into the reference.

With a shared trunk, or adapters switched on and off, the reference moves too and the margin is no longer against a fixed point. Detach both reference tensors.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    margin = policy_chosen_logps - policy_rejected_logps - (ref_chosen_logps - ref_rejected_logps)
    return (margin - 1 / (2 * tau)).square().mean()
