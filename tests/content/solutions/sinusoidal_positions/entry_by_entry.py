"""One entry at a time with the math module."""

import math

import torch


def sinusoidal_positions(n_positions, d_model):
    rows = []
    for p in range(n_positions):
        row = []
        for c in range(d_model):
            angle = p / 10000 ** ((c - c % 2) / d_model)
            row.append(math.cos(angle) if c % 2 else math.sin(angle))
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float32)
