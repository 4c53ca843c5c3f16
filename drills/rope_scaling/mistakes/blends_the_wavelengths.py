"""The wavelengths are blended instead of the frequencies.

γ weighs the frequencies θ and θ / factor. Blending 1/θ and factor/θ and inverting gives a harmonic mean:
the same at both ends, wrong in between.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return 1 / (keep / theta + (1 - keep) * factor / theta)
