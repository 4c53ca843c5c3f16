"""Constrained decoding with an automaton."""

from collections.abc import Hashable, Mapping

import torch


def constrained_probs(
    logits: torch.Tensor, state: Hashable, transitions: Mapping[Hashable, Mapping[int, Hashable]]
) -> torch.Tensor:
    """Softmax over the tokens that may come next, 0 elsewhere (Willard and Louf, arXiv:2307.09702).

    logits: (..., V), all rows in the same state. transitions: state -> token (below V) -> next state. Returns the same
    shape and dtype. Raises ValueError at a dead end (no token is allowed) and in a state that is not in transitions.
    """
    if not transitions.get(state):
        raise ValueError(f"no token may follow in state {state!r}")
    forbidden = torch.ones(logits.shape[-1], dtype=torch.bool, device=logits.device)
    forbidden[list(transitions[state])] = False
    # -inf before the softmax: exact zeros, and the rest is renormalised by itself.
    return torch.softmax(logits.masked_fill(forbidden, float("-inf")), dim=-1)
