"""A gradient flows into the reference.

If the reference shares weights with the policy (a LoRA adapter that is switched off) or simply was not put under no_grad, training moves both, and the anchor drifts away; memory doubles too. Detach the reference log-probabilities.
"""

import torch
import torch.nn.functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    chosen = policy_chosen_logps - ref_chosen_logps
    rejected = policy_rejected_logps - ref_rejected_logps
    return -F.logsigmoid(beta * (chosen - rejected)).mean()
