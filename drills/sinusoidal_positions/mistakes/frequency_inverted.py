"""Multiplied by 10000^(2i/d) instead of divided.

The angles then grow to thousands of radians and the columns look like noise: neighbouring positions are no
more alike than distant ones.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angle = position * 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle)
    table[:, 1::2] = torch.cos(angle[:, : d_model // 2])
    return table.to(torch.float32)
