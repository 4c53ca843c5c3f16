"""One pair at a time in plain Python."""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    out = []
    for i in range(d // 2):
        theta = base ** (-2 * i / d)
        turns = original_length / (2 * math.pi / theta)
        if turns >= beta_fast:
            out.append(theta)
        elif turns <= beta_slow:
            out.append(theta / factor)
        else:
            share = (turns - beta_slow) / (beta_fast - beta_slow)
            out.append((1 - share) * theta / factor + share * theta)
    return torch.tensor(out, dtype=torch.float64)
