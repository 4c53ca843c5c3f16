"""The rotation goes the other way.

(a cos + b sin, b cos - a sin) turns clockwise. q·k still depends on the distance, so a model trained this
way works; with anybody else's weights the positions run backwards.
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
    return torch.stack([a * cos + b * sin, b * cos - a * sin], dim=-1).flatten(-2)
