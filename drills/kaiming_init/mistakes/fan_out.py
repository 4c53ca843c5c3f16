"""Fan-out instead of fan-in.

The number of output units times the kernel keeps the variance of the *gradients*, not that of the activations. For a layer that widens or narrows the two differ by the ratio of its widths. Use the inputs of one output unit.
"""

import math

import torch

FAILS = "statistics"


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("needs at least 2 dimensions")
    return torch.randn(shape, generator=generator) * math.sqrt(2.0 / (shape[0] * math.prod(shape[2:])))
