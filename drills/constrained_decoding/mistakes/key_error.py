"""An unknown state raises KeyError.

transitions[state] raises KeyError, which callers take for a fault of the program. The contract asks for ValueError, as for a dead end.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions[state]:
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1)
