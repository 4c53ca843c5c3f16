"""The margins are averaged before the sigmoid.

One easy pair then hides the hard ones, because -log sigmoid is convex: the loss of the mean margin is below the mean loss. Average last.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -F.logsigmoid(beta * (chosen - rejected).mean())
