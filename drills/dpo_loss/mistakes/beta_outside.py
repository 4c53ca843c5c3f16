"""beta stands outside the sigmoid.

There it only scales the loss, which is a learning rate. Inside, it says how far the policy may move from the reference: the margin at which a pair counts as learned is about 1 / beta. Multiply the margin, not the loss.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -beta * F.logsigmoid(chosen - rejected).mean()
