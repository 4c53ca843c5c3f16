"""A uniform distribution of the same variance.

Mean and variance are right, but the drill asks for the normal version: a uniform distribution has no entries beyond sqrt(3) deviations. Use randn.
"""

import math

import torch

FAILS = "statistics"


def kaiming_normal(shape, generator):
    if len(shape) < 2:
        raise ValueError("needs at least 2 dimensions")
    bound = math.sqrt(6.0 / math.prod(shape[1:]))
    return (torch.rand(shape, generator=generator) * 2 - 1) * bound
