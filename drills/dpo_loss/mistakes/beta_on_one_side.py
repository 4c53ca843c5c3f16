"""beta multiplies the chosen side only.

The implicit reward is beta times the log-ratio for both answers. With one side scaled the two no longer cancel where policy and reference agree in their ratios. Multiply the whole margin.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps.detach()
    rejected = policy_rejected_logps - ref_rejected_logps.detach()
    return -F.logsigmoid(beta * chosen - rejected).mean()
