"""Attention with a key-value cache."""

import torch


class CachedAttention:
    """Causal multi-head self-attention over a sequence that arrives in pieces."""

    def __init__(
        self,
        w_q: torch.Tensor,
        w_k: torch.Tensor,
        w_v: torch.Tensor,
        w_o: torch.Tensor,
        n_heads: int,
        max_len: int,
    ) -> None:
        raise NotImplementedError

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """Append x (B, t, D) to the sequence; the attention's (B, t, D) for these tokens."""
        raise NotImplementedError

    def reset(self) -> None:
        """Forget the sequence."""
        raise NotImplementedError
