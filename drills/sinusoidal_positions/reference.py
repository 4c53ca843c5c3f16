"""Sinusoidal position encodings (arXiv:1706.03762, section 3.5)."""

import torch


@torch.no_grad()
def sinusoidal_positions(n_positions: int, d_model: int) -> torch.Tensor:
    """Column 2i is sin(p / 10000^(2i/d)), column 2i + 1 is cos of the same angle (radians), for p from 0.

    Returns float32 (n_positions, d_model); d_model may be odd.
    """
    position = torch.arange(n_positions, dtype=torch.float64)[:, None]
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model  # 2i/d, one a pair
    angle = position / 10000.0**exponent
    table = torch.empty(n_positions, d_model, dtype=torch.float64)
    table[:, 0::2] = torch.sin(angle)
    table[:, 1::2] = torch.cos(angle[:, : d_model // 2])  # an odd size has one sine more
    return table.to(torch.float32)
