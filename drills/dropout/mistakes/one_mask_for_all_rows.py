"""One mask for all rows.

The mask is drawn for the last dimension only and broadcast, so the same features are dropped in every row. That is far more correlated noise than dropout promises. Draw a mask of x's full shape.
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
    keep = torch.rand(x.shape[:-1], generator=generator, device=x.device).unsqueeze(-1) >= p
    return torch.where(keep, x / (1 - p), torch.zeros_like(x))
