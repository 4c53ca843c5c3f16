"""A view with strides of zero that claims ten gigabytes."""

FAMILY = "sizes"

import torch


def softmax(x, dim=-1):
    return torch.zeros(1).expand(50_000, 50_000)
