"""Sliding-window attention in linear memory (arXiv:2004.05150, section 3.1, here causal)."""

import math

import torch


def sliding_window_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, window: int) -> torch.Tensor:
    """Attention of query i to keys i - window + 1 .. i.

    q, k, v: (..., T, d). Returns (..., T, d). Uses O(T * window) memory. Raises ValueError if window < 1.
    """
    if window < 1:
        raise ValueError(f"window must be at least 1, not {window}")
    t, d = q.shape[-2:]
    width = min(window, t)
    # Row i holds the positions that query i sees, oldest first; those before the start are negative.
    keys = torch.arange(t, device=q.device)[:, None] + torch.arange(1 - width, 1, device=q.device)
    exists = keys >= 0
    keys = keys.clamp_min(0)  # a stand-in, so that there is something to gather
    near_k, near_v = k[..., keys, :], v[..., keys, :]  # (..., T, width, d)
    scores = (near_k @ q.unsqueeze(-1)).squeeze(-1) / math.sqrt(d)  # (..., T, width)
    weights = torch.softmax(scores.masked_fill(~exists, -math.inf), dim=-1)
    return (weights.unsqueeze(-2) @ near_v).squeeze(-2)
