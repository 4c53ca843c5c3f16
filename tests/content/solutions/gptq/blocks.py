"""Lazy updates in blocks of columns, and a Cholesky inverse, as in the paper's code."""

import torch

BLOCK = 4


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    dtype = torch.float64 if w.dtype == torch.float64 else torch.float32
    current = w.to(dtype, copy=True)
    n = current.shape[1]
    maxq = (1 << bits) - 1
    zeros = torch.zeros_like(current[:, :1])
    low = torch.minimum(current.min(1, keepdim=True).values, zeros)
    high = torch.maximum(current.max(1, keepdim=True).values, zeros)
    dead = (low == 0) & (high == 0)
    low, high = torch.where(dead, -1.0, low), torch.where(dead, 1.0, high)
    scale = (high - low) / maxq
    zero = (-low / scale).round()
    h = hessian.to(dtype, copy=True)
    h.diagonal().add_(damp * h.diagonal().mean())
    factor = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(h))).mT
    result = torch.zeros_like(current)
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        errors = torch.zeros_like(current[:, start:stop])
        for j in range(start, stop):
            column = current[:, j : j + 1]
            q = torch.clamp((column / scale).round() + zero, 0, maxq)
            result[:, j : j + 1] = (q - zero) * scale
            error = (column - result[:, j : j + 1]) / factor[j, j]
            current[:, j + 1 : stop] -= error @ factor[j : j + 1, j + 1 : stop]
            errors[:, j - start : j - start + 1] = error
        current[:, stop:] -= errors @ factor[start:stop, stop:]
    return result.to(w.dtype)
