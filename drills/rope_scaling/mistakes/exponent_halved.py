"""The exponent is -i/d instead of -2i/d.

θ_i = base^(-2i/d) with i counting pairs. With half of it no pair is slow.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / (2 * d))
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
