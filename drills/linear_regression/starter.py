"""Least squares with an intercept."""

import torch


def linear_regression(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(w, b) that minimise the squared error of x (N, d) @ w + b for y (N,) or (N, k); minimum norm of w."""
    raise NotImplementedError
