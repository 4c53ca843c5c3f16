"""The update is multiplied out first."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, weight, bias, r, alpha):
        nn.Module.__init__(self)
        self.W = weight.detach()
        self.b = bias.detach() if bias is not None else None
        self.A = nn.Parameter(nn.init.kaiming_uniform_(torch.empty(r, weight.shape[1]), a=5**0.5).to(weight.dtype))
        self.B = nn.Parameter(torch.zeros(weight.shape[0], r).to(weight.dtype))
        self.alpha, self.rank = alpha, r

    def delta(self):
        return torch.einsum("or,ri->oi", self.B, self.A) * self.alpha / self.rank

    def forward(self, x):
        out = torch.einsum("...i,oi->...o", x, self.W + self.delta())
        return out + self.b if self.b is not None else out

    def merge(self):
        with torch.no_grad():
            return self.W + self.delta()

    def n_trainable(self):
        r, n_in = self.A.shape
        return r * (n_in + self.B.shape[0])
