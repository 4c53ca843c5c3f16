"""A pre-norm Transformer block (GPT-2; arXiv:2002.04745, section 3, on where the norms go)."""

import math
from collections.abc import Mapping

import torch


def layer_norm(y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, eps: float) -> torch.Tensor:
    """Every row of the last dimension with mean 0 and variance 1, scaled and shifted."""
    centred = y - y.mean(-1, keepdim=True)
    variance = (centred * centred).mean(-1, keepdim=True)
    return centred / torch.sqrt(variance + eps) * weight + bias


def causal_attention(y: torch.Tensor, params: Mapping[str, torch.Tensor], n_heads: int) -> torch.Tensor:
    """Causal multi-head self-attention of y (B, T, D)."""
    b, t, d_model = y.shape
    q, k, v = ((y @ params[w]).view(b, t, n_heads, -1).transpose(1, 2) for w in ("w_q", "w_k", "w_v"))
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_model // n_heads)
    future = torch.ones(t, t, dtype=torch.bool, device=y.device).triu(1)
    weights = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1)
    return (weights @ v).transpose(1, 2).reshape(b, t, d_model) @ params["w_o"]


def mlp(y: torch.Tensor, params: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """Two linear layers around an exact GELU, 4 D wide in between."""
    z = y @ params["w_1"] + params["b_1"]
    gelu = z * (1 + torch.erf(z / math.sqrt(2))) / 2
    return gelu @ params["w_2"] + params["b_2"]


def transformer_block(
    x: torch.Tensor, params: Mapping[str, torch.Tensor], n_heads: int, eps: float = 1e-5
) -> torch.Tensor:
    """x + attn(ln1(x)), then + mlp(ln2(...)) of that sum.

    x: (B, T, D); params: ln1_w ln1_b w_q w_k w_v w_o ln2_w ln2_b w_1 b_1 w_2 b_2, matrices used as x @ w. Returns
    (B, T, D). Raises ValueError unless n_heads divides D.
    """
    if n_heads < 1 or x.shape[-1] % n_heads:
        raise ValueError(f"n_heads = {n_heads} does not divide d_model = {x.shape[-1]}")
    # The norms sit inside the branches: the stream itself passes through untouched, which keeps deep stacks trainable.
    h = x + causal_attention(layer_norm(x, params["ln1_w"], params["ln1_b"], eps), params, n_heads)
    return h + mlp(layer_norm(h, params["ln2_w"], params["ln2_b"], eps), params)
