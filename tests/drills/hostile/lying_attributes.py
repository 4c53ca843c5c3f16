"""Instance attributes of a plain tensor that lie."""

FAMILY = "objects"

import torch


def softmax(x, dim=-1):
    out = torch.zeros_like(x)
    out.shape_seen = x.shape
    out.allclose = lambda *a, **k: True
    out.equal = lambda *a, **k: True
    out.double = lambda: out
    return out
