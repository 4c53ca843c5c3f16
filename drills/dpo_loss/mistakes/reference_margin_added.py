"""The reference is added instead of subtracted.

The log-ratio is log policy minus log reference. Added, the loss rewards pairs that the reference already orders well, and the optimum is not the policy that the derivation promises.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps + ref_chosen_logps.detach()
    rejected = policy_rejected_logps + ref_rejected_logps.detach()
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
