"""The pairs are (i, i + d/2) instead of (2i, 2i + 1).

Both conventions exist: the paper (and Llama's original code) turns neighbours, Hugging Face's code turns
the two halves, after permuting the weights of q and k. Either works alone; mixed with weights made for the
other, a model talks nonsense. Here it is x[..., 0::2] and x[..., 1::2].
"""

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("the last dimension must be even")
    exponent = -torch.arange(0, d, 2, dtype=torch.float64, device=x.device) / d
    angle = positions.to(torch.float64).unsqueeze(-1) * base**exponent
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., : d // 2], x[..., d // 2 :]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)
