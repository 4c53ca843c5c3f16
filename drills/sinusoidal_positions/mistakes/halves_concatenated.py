"""All sines first, then all cosines.

Some libraries lay the table out in halves; the paper's formula alternates sine and cosine. As learnt
weights sit behind it, either works, but a checkpoint made with one is wrong with the other.
"""

import torch


def sinusoidal_positions(n_positions, d_model):
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, : (d_model + 1) // 2] = torch.sin(angle)
    table[:, (d_model + 1) // 2 :] = torch.cos(angle[:, : d_model // 2])
    return table.to(torch.float32)
