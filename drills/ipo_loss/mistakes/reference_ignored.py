"""The reference is left out.

Without it the loss pulls the bare log-probability gap to a constant, however large it was before training: nothing keeps the policy near its start.
"""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return (policy_chosen_logps - policy_rejected_logps + 0 * ref - 1 / (2 * tau)).square().mean()
