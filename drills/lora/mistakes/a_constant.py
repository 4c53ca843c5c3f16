"""A starts as a constant.

All r rows of A are equal, so all columns of B get the same gradient and stay equal, and so do the rows: the update has rank 1 for ever, whatever r is. Start A at random."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.A = nn.Parameter(torch.full((r, weight.shape[1]), 0.5, dtype=weight.dtype, device=weight.device))
        self.B = nn.Parameter(torch.zeros(weight.shape[0], r, dtype=weight.dtype, device=weight.device))
        self.scale = alpha / r

    def forward(self, x):
        y = x @ self.weight.mT + self.scale * (x @ self.A.mT @ self.B.mT)
        return y if self.bias is None else y + self.bias

    def merge(self):
        return (self.weight + self.scale * (self.B @ self.A)).detach()

    def n_trainable(self):
        return sum(p.numel() for p in self.parameters() if p.requires_grad)
