"""x cos + rotate(x) sin with repeated angles, as most model code has it; float32 angles where that is enough."""

import torch


def rotate(x):
    return torch.stack((-x[..., 1::2], x[..., ::2]), dim=-1).reshape(x.shape)


def apply_rope(x, positions, base=10000.0):
    d = x.size(-1)
    if d & 1:
        raise ValueError(f"odd size {d}")
    work = torch.float64 if x.dtype == torch.float64 else torch.float32
    frequency = 1.0 / base ** (torch.arange(0, d, 2, device=x.device).to(work) / d)
    angle = (positions[:, None].to(work) * frequency).repeat_interleave(2, dim=-1)
    return (x.to(work) * angle.cos() + rotate(x.to(work)) * angle.sin()).to(x.dtype)
