"""Scaled dot-product attention (arXiv:1706.03762, section 3.2.1)."""

import math

import torch


def attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None, causal: bool = False
) -> torch.Tensor:
    """softmax(q k^T / sqrt(d)) v over the keys that each query may see.

    q: (..., Tq, d); k: (..., Tk, d); v: (..., Tk, dv); mask: boolean, broadcastable to (..., Tq, Tk),
    True means may attend. causal: query i sees keys j <= i + (Tk - Tq), so that the last query sees every key. Returns
    (..., Tq, dv); a query that sees nothing gives zeros and zero gradients.
    """
    t_q, t_k = q.shape[-2], k.shape[-2]
    visible = torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(t_k - t_q)
    if mask is not None:
        visible = visible & mask
    # A row of nothing but -inf has no softmax: a blind query keeps its scores, and loses the result.
    sighted = visible.any(-1, keepdim=True)
    # With components of variance 1 a score has variance d; without the scale the softmax saturates.
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)  # over the keys; it subtracts the largest score itself
    return torch.where(sighted, weights @ v, 0.0)
