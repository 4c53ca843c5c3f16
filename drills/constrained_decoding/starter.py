"""Constrained decoding with an automaton."""

from collections.abc import Hashable, Mapping

import torch


def constrained_probs(
    logits: torch.Tensor, state: Hashable, transitions: Mapping[Hashable, Mapping[int, Hashable]]
) -> torch.Tensor:
    """Probabilities (..., V) in which only the tokens that the state allows are left, renormalised."""
    raise NotImplementedError
