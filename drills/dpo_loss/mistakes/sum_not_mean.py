"""Summed instead of averaged.

The gradient grows with the batch, so the learning rate would have to shrink with it; changing the number of devices changes training. Take the mean over the pairs.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -F.logsigmoid(beta * (chosen - rejected)).sum()
