"""Rotary position embedding (arXiv:2104.09864, section 3.2.2), interleaved as in the paper."""

import torch


def apply_rope(x: torch.Tensor, positions: torch.Tensor, base: float = 10000.0) -> torch.Tensor:
    """Turn pair i, the entries 2i and 2i+1, by the angle position * base^(-2i/d) (radians).

    x: (..., T, d), d even; positions: (T,), integer. Returns the shape and dtype of x. Raises ValueError if d is odd.
    """
    d = x.shape[-1]
    if d % 2:
        raise ValueError(f"the last dimension must be even, not {d}")
    # float64: an angle of thousands of radians keeps too few digits in float32 and none in bfloat16.
    exponent = -torch.arange(0, d, 2, dtype=torch.float64, device=x.device) / d
    angle = positions.to(torch.float64).unsqueeze(-1) * base**exponent  # (T, d/2)
    cos, sin = torch.cos(angle).to(x.dtype), torch.sin(angle).to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    turned = torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1)  # (..., T, d/2, 2)
    return turned.flatten(-2)
