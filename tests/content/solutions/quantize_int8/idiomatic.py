"""Absmax by norm, reciprocal scale."""

import torch


@torch.no_grad()
def quantize_int8(w):
    wide = w.to(torch.float64)
    absmax = torch.linalg.vector_norm(wide, ord=float("inf"), dim=-1, keepdim=True)
    inverse = torch.where(absmax > 0, 127 / absmax, 0.0)
    q = (wide * inverse).round()
    return q.char(), (absmax / 127).float()


@torch.no_grad()
def dequantize_int8(q, scale):
    return torch.mul(q, scale).to(torch.float32)
