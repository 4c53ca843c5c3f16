"""The variance is used as the standard deviation.

randn is multiplied by 2 / fan_in instead of its root: weights come out far too small, and deep networks start dead. Take the square root.
"""

import math

import torch

FAILS = "statistics"


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("needs at least 2 dimensions")
    return torch.randn(shape, generator=generator) * (2.0 / math.prod(shape[1:]))
