"""The update is scaled by alpha, not by alpha / r.

It is right at r = 1 only. At a higher rank the update is r times as strong: the learning rate has to be searched again for every rank, and checkpoints of other implementations act too strongly. Divide by r."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.A = nn.Parameter(torch.randn(r, weight.shape[1], dtype=weight.dtype, device=weight.device) / weight.shape[1] ** 0.5)
        self.B = nn.Parameter(torch.zeros(weight.shape[0], r, dtype=weight.dtype, device=weight.device))
        self.scale = alpha

    def forward(self, x):
        y = x @ self.weight.mT + self.scale * (x @ self.A.mT @ self.B.mT)
        return y if self.bias is None else y + self.bias

    def merge(self):
        return (self.weight + self.scale * (self.B @ self.A)).detach()

    def n_trainable(self):
        return sum(p.numel() for p in self.parameters() if p.requires_grad)
