"""Filled in place by normal_."""

import torch


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("no fan-in")
    weight = torch.empty(shape)
    fan_in = weight[0].numel()
    return weight.normal_(0.0, (2 / fan_in) ** 0.5, generator=generator)
