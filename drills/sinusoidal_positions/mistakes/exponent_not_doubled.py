"""The exponent is i/d instead of 2i/d.

With i counting pairs the frequencies stop at 1/100 instead of nearly 1/10000. Far positions repeat too
soon.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / (2 * d_model)
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle)
    table[:, 1::2] = torch.cos(angle[:, : d_model // 2])
    return table.to(torch.float32)
