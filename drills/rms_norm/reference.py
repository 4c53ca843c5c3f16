"""RMSNorm."""

import torch


def rms_norm(x: torch.Tensor, weight: torch.Tensor, eps: float = 1e-6) -> torch.Tensor:
    """Divide the last dimension of x (..., D) by its root mean square, then scale by weight (D,).

    eps is added to the mean square; half inputs get their statistics in float32. Source: arXiv:1910.07467 equation 4.
    """
    # 256 squared is already infinite in float16, and bfloat16 has 8 bits for a sum of thousands of squares.
    wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x
    scale = torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps)
    return (wide * scale * weight).to(x.dtype)
