"""The gain for ReLU is missing.

sqrt(1 / fan_in) keeps the variance in a linear network, but ReLU halves the mean square at every layer: after 30 layers the signal is 30,000 times smaller. Use sqrt(2 / fan_in).
"""

import math

import torch

FAILS = "statistics"


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("needs at least 2 dimensions")
    return torch.randn(shape, generator=generator) * math.sqrt(1.0 / math.prod(shape[1:]))
