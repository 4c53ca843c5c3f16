"""Multi-head attention."""

import torch


def multi_head_attention(
    x: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    w_o: torch.Tensor,
    n_heads: int,
    causal: bool = False,
) -> torch.Tensor:
    """Self-attention of x (B, T, D) in n_heads heads; weights (D, D) are used as x @ w."""
    raise NotImplementedError
