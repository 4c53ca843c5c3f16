"""The base is trained too.

A plain Parameter gets a gradient and optimiser state: all the memory that LoRA saves is back, and the base model changes. Register the weight as a buffer, or set requires_grad=False."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.weight = nn.Parameter(weight.detach().clone())
        self.bias = None if bias is None else nn.Parameter(bias.detach().clone())
        self.A = nn.Parameter(torch.randn(r, weight.shape[1], dtype=weight.dtype, device=weight.device) / weight.shape[1] ** 0.5)
        self.B = nn.Parameter(torch.zeros(weight.shape[0], r, dtype=weight.dtype, device=weight.device))
        self.scale = alpha / r

    def forward(self, x):
        y = x @ self.weight.mT + self.scale * (x @ self.A.mT @ self.B.mT)
        return y if self.bias is None else y + self.bias

    def merge(self):
        return (self.weight + self.scale * (self.B @ self.A)).detach()

    def n_trainable(self):
        return sum(p.numel() for p in self.parameters() if p.requires_grad)
