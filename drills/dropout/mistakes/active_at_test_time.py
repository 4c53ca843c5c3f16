"""Dropout stays on when not training.

`training` is ignored, so evaluation is noisy and every score is lower than it should be. It is the classic forgotten model.eval(). Return x unchanged when training is false.
"""

import torch


def dropout(x, p, training, generator):
    if not 0 <= p <= 1:
        raise ValueError("p must be in [0, 1]")
    if p == 0:
        return x.clone()
    if p == 1:
        return x * 0
    keep = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(keep, x / (1 - p), torch.zeros_like(x))
