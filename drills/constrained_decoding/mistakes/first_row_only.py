"""Only the first row is masked.

The mask was applied to one row of the batch; the others are free. A mask of shape (V,) broadcasts over all leading dimensions.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    masked = logits.reshape(-1, logits.shape[-1])
    first = masked[:1].masked_fill(forbidden, float("-inf"))
    return torch.softmax(torch.cat([first, masked[1:]]).reshape(logits.shape), dim=-1)
