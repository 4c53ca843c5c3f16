"""Entries whose uniform number is below p are filled with zero."""

import torch


def dropout(x, p, training, generator):
    if not (0.0 <= p <= 1.0):
        raise ValueError("p must be a probability")
    if not training or not p:
        return x.clone()
    drop = torch.empty(x.shape, device=x.device).uniform_(generator=generator) < p
    return (x / (1 - p) if p < 1 else x).masked_fill(drop, 0.0)
