"""Output by output."""

import torch


def linear(x, weight, bias=None):
    columns = [(x.double() * row.double()).sum(-1) for row in weight]
    y = torch.stack(columns, -1)
    if bias is not None:
        y = y + bias.double()
    return y.to(x.dtype)
