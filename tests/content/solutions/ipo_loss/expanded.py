"""The square multiplied out."""

import torch


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    with torch.no_grad():
        base = ref_chosen_logps.double() - ref_rejected_logps.double()
    h = policy_chosen_logps.double() - policy_rejected_logps.double() - base
    return (h * h - h / tau + 1 / (4 * tau * tau)).mean().to(policy_chosen_logps.dtype)
