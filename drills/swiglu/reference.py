"""The SwiGLU feed-forward network."""

import torch


def swiglu(x: torch.Tensor, w_gate: torch.Tensor, w_up: torch.Tensor, w_down: torch.Tensor) -> torch.Tensor:
    """(silu(x @ w_gate) * (x @ w_up)) @ w_down for x (..., D), w_gate and w_up (D, F), w_down (F, D).

    Source: arXiv:2002.05202 equation 6.
    """
    gate = x @ w_gate
    # silu(z) = z * sigmoid(z): a soft switch that decides how much of each unit of the other projection passes.
    return (gate * torch.sigmoid(gate) * (x @ w_up)) @ w_down
