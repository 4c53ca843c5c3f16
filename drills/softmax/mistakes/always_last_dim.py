"""`dim` is ignored.

The function always normalises the last dimension. It looks right until somebody normalises over keys or classes that sit elsewhere. Pass `dim`
to every reduction, with keepdim=True so that the shapes still broadcast.
"""

import torch


def softmax(x, dim=-1):
    top = x.amax(-1, keepdim=True).detach()
    top = torch.where(torch.isfinite(top), top, torch.zeros_like(top))
    weights = torch.exp(x - top)
    total = weights.sum(-1, keepdim=True)
    return weights / torch.where(total == 0, torch.ones_like(total), total)
