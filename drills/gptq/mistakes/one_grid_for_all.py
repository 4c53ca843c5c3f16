"""One grid for the whole matrix.

Rows of small weights then use a few levels only. Take minimum and maximum of each row.
"""

import torch


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    wide = torch.promote_types(w.dtype, torch.float32)
    left = w.to(wide).clone()
    h = hessian.to(wide)
    top = 2**bits - 1
    low, high = left.amin().clamp(max=0), left.amax().clamp(min=0)
    scale = (high - low) / top
    scale = torch.where(scale == 0, 1.0, scale)
    zero = torch.round(-low / scale)
    h = h + damp * h.diagonal().mean() * torch.eye(len(h), dtype=wide, device=h.device)
    u = torch.linalg.cholesky(torch.linalg.inv(h), upper=True)
    out = torch.empty_like(left)
    for j in range(left.shape[1]):
        column = left[:, j]
        q = (torch.round(column / scale) + zero).clamp(0, top)
        out[:, j] = scale * (q - zero)
        error = (column - out[:, j]) / u[j, j]
        left[:, j + 1 :] -= error[:, None] * u[j, j + 1 :]
    return out.to(w.dtype)
