"""Cross-attention with padding."""

import torch


def cross_attention(
    x: torch.Tensor,
    memory: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    w_o: torch.Tensor,
    n_heads: int,
    memory_mask: torch.Tensor | None = None,
) -> torch.Tensor:
    """x (B, T, D) reads memory (B, S, D) in n_heads heads; memory_mask (B, S): True = real token."""
    raise NotImplementedError
