"""The gradient goes through the SVD.

Its backward pass divides by differences of singular values: where two of them are equal the gradient is NaN, although w itself is a smooth function of x at full rank. Use torch.linalg.pinv or lstsq, whose backward passes need no singular vectors, or solve the normal equations where the rank is full.
"""

import torch


def linear_regression(x, y):
    wide = torch.promote_types(x.dtype, torch.float32)
    xw, yw = x.to(wide), y.to(wide)
    xc, yc = xw - xw.mean(0), yw - yw.mean(0)
    u, s, vh = torch.linalg.svd(xc, full_matrices=False)
    kept = s > max(xc.shape) * torch.finfo(wide).eps * s.max()
    inverse = torch.where(kept, 1 / s.where(kept, 1.0), torch.zeros_like(s))
    w = vh.mT @ (inverse[:, None] * (u.mT @ yc.reshape(len(yc), -1))).reshape(-1, *yc.shape[1:])
    return w.to(x.dtype), (yw.mean(0) - xw.mean(0) @ w).to(x.dtype)
