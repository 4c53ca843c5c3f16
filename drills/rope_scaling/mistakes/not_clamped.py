"""γ is not cut to the interval from 0 to 1.

Beyond beta_fast turns γ grows past 1 and the frequency is pushed above the original; below beta_slow it
falls under θ / factor. Clamp it.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow))
    return keep * theta + (1 - keep) * theta / factor
