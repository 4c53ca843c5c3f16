"""A sparse tensor."""

FAMILY = "sizes"

import torch


def softmax(x, dim=-1):
    return torch.zeros(x.shape, dtype=x.dtype).to_sparse()
