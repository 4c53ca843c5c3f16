"""A LoRA layer."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """A frozen linear layer plus a trainable update of rank r, scaled by alpha / r."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None, r: int, alpha: float) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (..., in) to (..., out)."""
        raise NotImplementedError

    def merge(self) -> torch.Tensor:
        """The merged weight (out, in); changes nothing."""
        raise NotImplementedError

    def n_trainable(self) -> int:
        """How many numbers are trained."""
        raise NotImplementedError
