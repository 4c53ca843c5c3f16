"""Multi-head attention (arXiv:1706.03762, section 3.2.2)."""

import math

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
    """Self-attention in n_heads heads, each over d_head = D / n_heads columns of the projections.

    x: (B, T, D); weights: (D, D), used as x @ w. Returns (B, T, D).
    Raises ValueError unless n_heads divides D.
    """
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError(f"n_heads = {n_heads} does not divide d_model = {d_model}")
    d_head = d_model // n_heads

    def heads(w: torch.Tensor) -> torch.Tensor:
        # Split the columns first, then swap: a direct view to (B, H, T, dh) would mix positions and heads.
        return (x @ w).view(b, t, n_heads, d_head).transpose(1, 2)

    q, k, v = heads(w_q), heads(w_k), heads(w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)  # (B, H, T, T)
    if causal:
        future = torch.ones(t, t, dtype=torch.bool, device=x.device).triu(1)
        scores = scores.masked_fill(future, -math.inf)
    mixed = torch.softmax(scores, dim=-1) @ v
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
