"""The ramp is upside down.

Fast pairs are slowed down and slow ones kept: the opposite of what is wanted. γ = 1 means keep, and belongs
to many turns.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return (1 - keep) * theta + keep * theta / factor
