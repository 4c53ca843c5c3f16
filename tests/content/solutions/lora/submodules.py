"""Frozen nn.Linear for the base."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        out, inp = weight.shape
        self.base = nn.Linear(inp, out, bias=bias is not None, dtype=weight.dtype, device=weight.device).requires_grad_(False)
        self.base.weight.data.copy_(weight.detach())
        if bias is not None:
            self.base.bias.data.copy_(bias.detach())
        self.A = nn.Parameter(torch.randn(r, inp, device=weight.device).to(weight.dtype) * 0.02)
        self.B = nn.Parameter(torch.zeros(out, r, device=weight.device, dtype=weight.dtype))
        self.s = float(alpha) / r

    def forward(self, x):
        low = x.matmul(self.A.t())
        return self.base(x) + low.matmul(self.B.t()).mul(self.s)

    def merge(self):
        return self.base.weight.data + self.s * self.B.data.matmul(self.A.data)

    def n_trainable(self):
        return sum(p.numel() for p in (self.A, self.B))
