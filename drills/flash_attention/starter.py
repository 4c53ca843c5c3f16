"""Attention in tiles with an online softmax."""

import torch


def flash_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, block_size: int = 64, causal: bool = False
) -> torch.Tensor:
    """Attention of q (..., Tq, d) to k (..., Tk, d), v (..., Tk, dv), block_size keys at a time."""
    raise NotImplementedError
