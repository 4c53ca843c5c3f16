"""NaN for a slice of nothing but -inf.

-inf - (-inf) is NaN, and so is 0/0. A fully masked query (padding, an empty document) then poisons the loss of the whole batch. Replace
the maximum of such a slice by 0 and its sum by 1.
"""

import torch


def softmax(x, dim=-1):
    weights = torch.exp(x - x.amax(dim, keepdim=True).detach())
    return weights / weights.sum(dim, keepdim=True)
