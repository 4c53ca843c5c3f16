"""The merged weight requires a gradient.

It hangs on the graph of A and B: stored in a plain layer it keeps that graph in memory, and training the merged model goes on changing the adapter. Compute it under no_grad, or detach it."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.A = nn.Parameter(torch.randn(r, weight.shape[1], dtype=weight.dtype, device=weight.device) / weight.shape[1] ** 0.5)
        self.B = nn.Parameter(torch.zeros(weight.shape[0], r, dtype=weight.dtype, device=weight.device))
        self.scale = alpha / r

    def forward(self, x):
        y = x @ self.weight.mT + self.scale * (x @ self.A.mT @ self.B.mT)
        return y if self.bias is None else y + self.bias

    def merge(self):
        return self.weight + self.scale * (self.B @ self.A)

    def n_trainable(self):
        return sum(p.numel() for p in self.parameters() if p.requires_grad)
