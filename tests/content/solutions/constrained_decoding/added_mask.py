"""A mask of 0 and -inf is added; log_softmax, exponentiated."""

import math

import torch


def constrained_probs(logits, state, transitions):
    try:
        tokens = transitions[state]
    except KeyError:
        raise ValueError(f"unknown state {state}") from None
    if len(tokens) == 0:
        raise ValueError(f"dead end {state}")
    mask = [0.0 if token in tokens else -math.inf for token in range(logits.size(-1))]
    return (logits + torch.tensor(mask, dtype=logits.dtype, device=logits.device)).log_softmax(-1).exp()
