"""The allowed tokens are masked.

Everything that the grammar forbids is sampled. masked_fill fills where the mask is True.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(~forbidden, float("-inf")), dim=-1).nan_to_num(0.0)
