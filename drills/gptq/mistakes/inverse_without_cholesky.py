"""The inverse Hessian is used without its Cholesky factor.

The inverse of the whole matrix still lets the columns that are rounded already take part. Each step needs the inverse of the remaining block; the rows of the Cholesky factor are just those.
"""

import torch


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    wide = torch.promote_types(w.dtype, torch.float32)
    left = w.to(wide).clone()
    h = hessian.to(wide)
    top = 2**bits - 1
    low, high = left.amin(1).clamp(max=0), left.amax(1).clamp(min=0)
    scale = (high - low) / top
    scale = torch.where(scale == 0, 1.0, scale)
    zero = torch.round(-low / scale)
    h = h + damp * h.diagonal().mean() * torch.eye(len(h), dtype=wide, device=h.device)
    u = torch.linalg.inv(h)
    out = torch.empty_like(left)
    for j in range(left.shape[1]):
        column = left[:, j]
        q = (torch.round(column / scale) + zero).clamp(0, top)
        out[:, j] = scale * (q - zero)
        error = (column - out[:, j]) / u[j, j]
        left[:, j + 1 :] -= error[:, None] * u[j, j + 1 :]
    return out.to(w.dtype)
