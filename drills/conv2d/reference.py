"""A two-dimensional convolution."""

import torch


def conv2d(
    x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None = None, stride: int = 1, padding: int = 0
) -> torch.Tensor:
    """Convolve x (N, C, H, W) with weight (O, C, kh, kw), without flipping the kernel; bias (O,).

    Returns (N, O, H', W') with H' = floor((H + 2 padding - kh) / stride) + 1. Source: arXiv:1603.07285 chapter 2.
    """
    kh, kw = weight.shape[2:]
    padded = torch.nn.functional.pad(x, (padding, padding, padding, padding))
    # Every patch that the kernel meets, as views: (N, C, H', W', kh, kw).
    patches = padded.unfold(2, kh, stride).unfold(3, kw, stride)
    y = torch.einsum("ncijkl,ockl->noij", patches, weight)
    return y if bias is None else y + bias.view(1, -1, 1, 1)
