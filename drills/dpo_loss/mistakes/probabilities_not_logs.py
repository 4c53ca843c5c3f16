"""Probabilities instead of log-probabilities.

exp() of a sequence's log-probability is 0 for any sentence of some length, so every margin is 0 and the loss stays at ln 2. The loss is made of differences of logarithms; leave them as they are.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps.exp() - ref_chosen_logps.detach().exp()
    rejected = policy_rejected_logps.exp() - ref_rejected_logps.detach().exp()
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
