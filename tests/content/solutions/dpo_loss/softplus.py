"""softplus(-x), the reference under no_grad."""

import torch
from torch.nn import functional as F


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    with torch.no_grad():
        ref_logratios = ref_chosen_logps - ref_rejected_logps
    logits = policy_chosen_logps - policy_rejected_logps - ref_logratios
    return F.softplus(-beta * logits).mean()
