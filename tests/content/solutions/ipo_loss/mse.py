"""Mean squared error against a constant."""

import torch
import torch.nn.functional as F


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return F.mse_loss(margin, torch.full_like(margin, 1 / (2 * tau)))
