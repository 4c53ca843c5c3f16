"""beta is not used.

The loss is that of beta = 1 whatever the caller says: pairs saturate after a shift of a few nats, and the policy hardly learns from the rest. Multiply the margin by beta.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -F.logsigmoid(chosen - rejected).mean()
