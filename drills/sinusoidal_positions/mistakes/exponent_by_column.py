"""The exponent uses the column instead of the pair.

Column 2i + 1 gets exponent (2i+1)/d and so another frequency than its sine. Only a sine and a cosine of the
same angle form a rotation, which is what makes a shift of position a linear map.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(d_model, dtype=torch.float64) / d_model
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle[:, 0::2])
    table[:, 1::2] = torch.cos(angle[:, 1::2])
    return table.to(torch.float32)
