"""A LoRA layer."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """A frozen linear layer plus a trainable update of rank r, scaled by alpha / r.

    weight (out, in), bias (out,) or None. Parameters A (r, in), random, and B (out, r), zero. Source: arXiv:2106.09685.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None, r: int, alpha: float) -> None:
        super().__init__()
        # Buffers move with the module but are no parameters: the optimiser never sees the base.
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        n_out, n_in = weight.shape
        like = {"dtype": weight.dtype, "device": weight.device}
        # B = 0 starts at the base model; A must not be zero too, or neither would ever get a gradient.
        self.A = nn.Parameter(torch.randn(r, n_in, **like) / n_in**0.5)
        self.B = nn.Parameter(torch.zeros(n_out, r, **like))
        self.scale = alpha / r

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (..., in) to (..., out)."""
        base = x @ self.weight.mT
        if self.bias is not None:
            base = base + self.bias
        # Two thin products: r * (in + out) multiplications a row instead of in * out.
        return base + self.scale * (x @ self.A.mT @ self.B.mT)

    def merge(self) -> torch.Tensor:
        """The merged weight (out, in); changes nothing."""
        return (self.weight + self.scale * (self.B @ self.A)).detach()

    def n_trainable(self) -> int:
        """How many numbers are trained: r * (in + out)."""
        return sum(p.numel() for p in self.parameters() if p.requires_grad)
