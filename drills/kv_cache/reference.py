"""Attention with a key-value cache (arXiv:1911.02150, section 3, on incremental decoding)."""

import math

import torch


class CachedAttention:
    """Causal multi-head self-attention over a sequence that arrives in pieces.

    Keys and values of the past never change, since a token sees nothing that comes later, so they are kept: (B, H, n, dh)
    each for n tokens so far. Past queries are never needed again. Weights: (D, D), used as x @ w. Raises ValueError
    unless n_heads divides D.
    """

    def __init__(
        self,
        w_q: torch.Tensor,
        w_k: torch.Tensor,
        w_v: torch.Tensor,
        w_o: torch.Tensor,
        n_heads: int,
        max_len: int,
    ) -> None:
        if n_heads < 1 or w_q.shape[0] % n_heads:
            raise ValueError(f"n_heads = {n_heads} does not divide d_model = {w_q.shape[0]}")
        self.w_q, self.w_k, self.w_v, self.w_o = w_q, w_k, w_v, w_o
        self.n_heads, self.max_len = n_heads, max_len
        self.reset()

    def reset(self) -> None:
        """Forget the sequence."""
        self.length = 0
        self.keys: torch.Tensor | None = None
        self.values: torch.Tensor | None = None

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """Append x (B, t, D); the attention's (B, t, D) for these tokens over all tokens so far.

        Raises ValueError, with the state unchanged, if the sequence would grow beyond max_len tokens.
        """
        b, t, d_model = x.shape
        if self.length + t > self.max_len:
            raise ValueError(f"{self.length} + {t} tokens are more than max_len = {self.max_len}")
        q, k, v = (self._heads(x @ w) for w in (self.w_q, self.w_k, self.w_v))  # of the new tokens only
        if self.keys is not None and self.values is not None:
            k, v = torch.cat([self.keys, k], dim=2), torch.cat([self.values, v], dim=2)
        n = self.length + t
        # New token i is token n - t + i of the sequence: it sees the whole past, and its own piece up to itself.
        future = torch.ones(t, n, dtype=torch.bool, device=x.device).triu(1 + n - t)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        mixed = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v
        # Detached: a cache serves generation, and must not keep the graphs of all steps alive.
        self.keys, self.values, self.length = k.detach(), v.detach(), n
        return mixed.transpose(1, 2).reshape(b, t, d_model) @ self.w_o

    def _heads(self, y: torch.Tensor) -> torch.Tensor:
        """(B, t, D) as (B, H, t, dh)."""
        return y.view(*y.shape[:2], self.n_heads, -1).transpose(1, 2)
