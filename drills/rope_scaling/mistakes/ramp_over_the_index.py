"""The ramp is linear in the index.

Published code finds the two indices at which a pair makes beta_fast and beta_slow turns, rounds them
outwards and blends linearly between. Turns fall exponentially with the index, so the frequencies in between
differ from the paper's formula, which is linear in r.
"""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = float(base) ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    def index(turns):
        return d * math.log(original_length / (turns * 2 * math.pi)) / (2 * math.log(base))

    low, high = max(math.floor(index(beta_fast)), 0), min(math.ceil(index(beta_slow)), d - 1)
    keep = 1 - ((torch.arange(d // 2, dtype=torch.float64) - low) / max(high - low, 0.001)).clamp(0, 1)
    return keep * theta + (1 - keep) * theta / factor
