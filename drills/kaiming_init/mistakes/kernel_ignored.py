"""The kernel's positions are not counted.

A 3 x 3 convolution sums over 9 times as many inputs as its channels suggest. Leaving the kernel out makes the activations of every such layer 3 times too large. fan_in = in times kernel positions.
"""

import math

import torch

FAILS = "statistics"


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("needs at least 2 dimensions")
    return torch.randn(shape, generator=generator) * math.sqrt(2.0 / shape[1])
