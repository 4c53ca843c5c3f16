"""Cross-attention with padding (arXiv:1706.03762, section 3.2.3)."""

import math

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
    """Every position of x reads the real tokens of memory.

    x: (B, T, D); memory: (B, S, D); weights: (D, D), used as x @ w; memory_mask: boolean (B, S), True = real.
    Returns (B, T, D); an item without a real token gives zeros. Raises ValueError unless n_heads divides D.
    """
    b, t, d_model = x.shape
    if n_heads < 1 or d_model % n_heads:
        raise ValueError(f"n_heads = {n_heads} does not divide d_model = {d_model}")
    d_head = d_model // n_heads

    def heads(y: torch.Tensor) -> torch.Tensor:
        return y.view(b, -1, n_heads, d_head).transpose(1, 2)

    # x asks; memory is what there is to read.
    q, k, v = heads(x @ w_q), heads(memory @ w_k), heads(memory @ w_v)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_head)  # (B, H, T, S)
    if memory_mask is None:
        mixed = torch.softmax(scores, dim=-1) @ v
    else:
        # The mask lies along the keys, the same for all heads and queries.
        real = memory_mask[:, None, None, :]
        any_real = real.any(-1, keepdim=True)
        # A row of nothing but -inf has no softmax: keep it as it is and drop what comes out.
        scores = scores.masked_fill(~real & any_real, -math.inf)
        mixed = torch.where(any_real, torch.softmax(scores, dim=-1) @ v, 0.0)
    return mixed.transpose(1, 2).reshape(b, t, d_model) @ w_o
