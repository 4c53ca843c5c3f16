"""With F.linear three times and frozen parameters."""

import torch
import torch.nn.functional as F


class LoRALinear(torch.nn.Module):
    def __init__(self, weight, bias, r, alpha):
        super().__init__()
        self.base = torch.nn.Parameter(weight.detach().clone(), requires_grad=False)
        self.offset = torch.nn.Parameter(bias.detach().clone(), requires_grad=False) if bias is not None else None
        self.A = torch.nn.Parameter(torch.empty(r, weight.size(1)).uniform_(-0.5, 0.5).to(weight))
        self.B = torch.nn.Parameter(weight.new_zeros(weight.size(0), r))
        self.r, self.alpha = r, alpha

    def forward(self, x):
        return F.linear(x, self.base, self.offset) + F.linear(F.linear(x, self.A), self.B) * (self.alpha / self.r)

    @torch.no_grad()
    def merge(self):
        return torch.addmm(self.base, self.B, self.A, alpha=self.alpha / self.r)

    def n_trainable(self):
        return self.A.numel() + self.B.numel()
