"""Layer normalisation."""

import torch


def layer_norm(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, eps: float = 1e-5) -> torch.Tensor:
    """Normalise the last dimension of x (..., D) to mean 0 and variance 1, then scale and shift by weight, bias (D,).

    Biased variance, eps inside the root; half inputs are computed in float32. Source: arXiv:1607.06450.
    """
    wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x
    # Two passes: the spread of what is left after the mean is gone does not cancel.
    centred = wide - wide.mean(-1, keepdim=True)
    variance = centred.square().mean(-1, keepdim=True)
    return (centred * torch.rsqrt(variance + eps) * weight + bias).to(x.dtype)
