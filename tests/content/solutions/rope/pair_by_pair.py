"""One pair at a time, with Python's own sine and cosine."""

import math

import torch


def apply_rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2 == 1:
        raise ValueError("d must be even")
    out = torch.empty_like(x)
    for t, position in enumerate(positions.tolist()):
        for i in range(d // 2):
            angle = position * base ** (-2 * i / d)
            c, s = math.cos(angle), math.sin(angle)
            a, b = x[..., t, 2 * i], x[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out
