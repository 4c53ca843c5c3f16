"""A tensor without values."""

FAMILY = "sizes"

import torch


def softmax(x, dim=-1):
    return torch.empty(x.shape, dtype=x.dtype, device="meta")
