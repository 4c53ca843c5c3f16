"""Masked after the softmax, without renormalising.

The allowed tokens keep the probabilities they had among all, so they sum to less than 1, sometimes to nearly nothing. Mask the logits, or divide by the sum.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits, dim=-1).masked_fill(forbidden, 0.0)
