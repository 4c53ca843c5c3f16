"""The reference is left out.

Without it the loss compares bare log-probabilities: long rejected answers are already far less likely, pairs that the reference gets right push as hard as the others, and nothing ties the policy to where it started. That is the KL term of RLHF gone. Subtract the
reference's log-probabilities.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps
    rejected = policy_rejected_logps
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
