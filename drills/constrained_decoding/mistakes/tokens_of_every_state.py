"""The tokens of all states are allowed.

What may follow depends on where the automaton is; a closing bracket is a token of the grammar, but not in every place. Use the tokens of the current state.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[[t for tokens in transitions.values() for t in tokens]] = False
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1)
