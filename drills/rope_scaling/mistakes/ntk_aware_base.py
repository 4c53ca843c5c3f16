"""The base is changed instead: NTK-aware scaling.

base * factor^(d/(d-2)) spreads the change smoothly over all pairs, so that some are pushed beyond angles
seen in training. NTK by parts decides pair by pair, by its number of turns.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    if d > 2:
        return (base * factor ** (d / (d - 2))) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
