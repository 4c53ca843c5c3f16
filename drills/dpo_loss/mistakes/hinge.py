"""A hinge instead of the log sigmoid.

max(0, 1 - beta * margin) is the loss of SLiC, not of DPO. It is 0 beyond the margin and pushes all others alike; the Bradley-Terry likelihood behind DPO weights pairs by how wrong they are.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return torch.relu(1 - beta * (chosen - rejected)).mean()
