"""Renormalised after the allowed mass has underflowed.

Where a forbidden logit is far above the allowed ones, their probabilities are 0 after the full softmax, and 0 / 0 is NaN. A grammar forces unlikely tokens all the time. Mask the logits before the softmax.
"""

import torch


def constrained_probs(logits, state, transitions):
    if not transitions.get(state):
        raise ValueError("no token may follow")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    kept = torch.softmax(logits, dim=-1).masked_fill(forbidden, 0.0)
    return kept / kept.sum(-1, keepdim=True)
