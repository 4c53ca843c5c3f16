"""Grouped-query attention."""

import torch


def grouped_query_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = True) -> torch.Tensor:
    """q (B, Hq, T, d) reads k, v (B, Hkv, S, d); query head h reads key-value head h // (Hq // Hkv)."""
    raise NotImplementedError
