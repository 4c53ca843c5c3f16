"""p taken as the probability to keep.

Entries are kept with probability p instead of 1 - p. At p = 0.5 nobody notices; at p = 0.1 you lose 90 % of the activations. In the paper p is the probability of keeping a
unit, in every framework that of dropping it.
"""

import torch

FAILS = "statistics"


def dropout(x, p, training, generator):
    if not 0 <= p <= 1:
        raise ValueError("p must be in [0, 1]")
    if not training or p == 0:
        return x.clone()
    if p == 1:
        return x * 0
    keep = torch.rand(x.shape, generator=generator, device=x.device) < p
    return torch.where(keep, x / (1 - p), torch.zeros_like(x))
