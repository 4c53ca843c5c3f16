"""Least squares with an intercept."""

import torch


def linear_regression(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(w, b) that minimise the squared error of x (N, d) @ w + b for y (N,) or (N, k).

    w (d,) or (d, k) of minimum norm where x is rank-deficient, b = mean(y) - mean(x) w.
    Source: The Elements of Statistical Learning, section 3.2.
    """
    wide = torch.promote_types(x.dtype, torch.float32)
    xw, yw = x.to(wide), y.to(wide)
    # Centring takes the intercept out of the problem, so that the minimum norm is that of w alone.
    x_mean, y_mean = xw.mean(0), yw.mean(0)
    w = torch.linalg.pinv(xw - x_mean) @ (yw - y_mean)
    return w.to(x.dtype), (y_mean - x_mean @ w).to(x.dtype)
