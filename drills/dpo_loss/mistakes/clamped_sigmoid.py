"""The sigmoid is clamped before the logarithm.

An epsilon keeps the loss finite, but caps it: for the pairs that the policy gets most wrong the gradient is zero, so they are never learned. logsigmoid needs no epsilon.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -torch.log(torch.sigmoid(beta * (chosen - rejected)) + 1e-6).mean()
