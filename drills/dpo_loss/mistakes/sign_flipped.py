"""The sign of the margin is flipped.

The loss falls when the rejected answer becomes more likely, so training moves the policy towards what people disliked, and the curve still goes down nicely. The margin is chosen minus rejected. Look at the accuracy of the implicit rewards: it starts at one half and should rise.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -F.logsigmoid(beta * (rejected - chosen)).mean()
