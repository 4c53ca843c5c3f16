"""All pairs are slowed down: position interpolation.

Dividing every frequency by `factor` is the older method (arXiv:2306.15595). It blurs the fast pairs, which
tell neighbouring tokens apart, and costs quality at short range. YaRN leaves those alone.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    turns = original_length * theta / (2 * math.pi)
    keep = ((turns - beta_slow) / (beta_fast - beta_slow)).clamp(0, 1)
    return theta / factor
