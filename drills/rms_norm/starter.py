"""RMSNorm."""

import torch


def rms_norm(x: torch.Tensor, weight: torch.Tensor, eps: float = 1e-6) -> torch.Tensor:
    """Divide the last dimension of x (..., D) by its root mean square, then scale by weight (D,)."""
    raise NotImplementedError
