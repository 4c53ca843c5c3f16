"""The squared loss of IPO.

(margin - 1/(2 beta)) squared is IPO, which pulls every margin to one value. DPO maximises the Bradley-Terry likelihood: -log sigmoid(beta * margin).
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return ((chosen - rejected) - 1 / (2 * beta)).square().mean()
