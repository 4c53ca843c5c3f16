"""The angles are computed in x's dtype.

bfloat16 has 8 significant bits: position 301 becomes 300 or 302, and an angle of hundreds of radians is off
by more than a full turn. Models degrade at long context only, so it goes unnoticed. Compute angles in
float32 or better and cast cos and sin.
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last dimension must be even")
    exponent = -torch.arange(0, d, 2, device=x.device).to(x.dtype) / d
    angle = positions.to(x.dtype).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)
