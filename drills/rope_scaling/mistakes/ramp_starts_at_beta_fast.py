"""The ramp starts at beta_fast.

γ counts from beta_slow: it is 0 there and reaches 1 at beta_fast. Counted from beta_fast, pairs that should
stay as they are get slowed down by `factor`, and neighbours blur.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_fast) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
