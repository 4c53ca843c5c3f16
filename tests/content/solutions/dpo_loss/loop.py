"""Pair by pair, with log(1 + exp(-x)) by hand."""

import torch


def dpo_loss(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=0.1):
    total = 0.0
    for pc, pr, rc, rr in zip(policy_chosen_logps, policy_rejected_logps, ref_chosen_logps, ref_rejected_logps):
        x = beta * ((pc - pr) - (rc.detach() - rr.detach()))
        if x > 0:
            total = total + torch.log1p(torch.exp(-x))
        else:
            total = total + torch.log1p(torch.exp(x)) - x
    return total / len(policy_chosen_logps)
