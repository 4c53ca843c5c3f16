"""log(sigmoid(x)) is not stable.

sigmoid(-200) is 0 in float32 and its logarithm -inf: one bad pair makes the loss infinite and the gradient NaN. Use logsigmoid, or softplus of minus x.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -torch.log(torch.sigmoid(beta * (chosen - rejected))).mean()
