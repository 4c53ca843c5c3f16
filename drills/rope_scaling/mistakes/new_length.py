"""The turns are counted over the new length.

Which pairs are safe was decided in training, so r uses the original length. With factor * original_length
too many pairs count as fast and are not slowed down.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = factor * original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
