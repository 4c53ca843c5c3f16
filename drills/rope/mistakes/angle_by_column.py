"""Each entry has its own frequency.

Within a pair the second entry uses the next frequency, so the pair is not rotated but sheared: norms
change, and q·k no longer depends on the distance alone. A pair shares one angle.
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last dimension must be even")
    exponent = -torch.arange(d, dtype=torch.float64, device=x.device) / d
    angle = positions.to(torch.float64).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    cos_a, cos_b, sin_a, sin_b = cos[..., 0::2], cos[..., 1::2], sin[..., 0::2], sin[..., 1::2]
    return torch.stack([a * cos_a - b * sin_a, a * sin_b + b * cos_b], dim=-1).flatten(-2)
