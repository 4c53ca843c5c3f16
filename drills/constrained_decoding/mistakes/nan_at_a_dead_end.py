"""NaN at a dead end.

With every token masked the softmax is 0 / 0, and the sampler fails far away from the cause. Raise ValueError where the state allows nothing.
"""

import torch


def constrained_probs(logits, state, transitions):
    if state not in transitions:
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1)
