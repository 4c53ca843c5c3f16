"""Invert the remaining block of the Hessian anew for every column, row by row of the weight."""

import torch


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    h = hessian.double()
    n = h.shape[0]
    h = h + torch.eye(n, device=h.device, dtype=h.dtype) * (damp * h.diagonal().sum() / n)
    rows = []
    for original in w.double():
        lo = min(0.0, float(original.min()))
        hi = max(0.0, float(original.max()))
        if lo == hi:
            rows.append(torch.zeros_like(original))
            continue
        scale = (hi - lo) / (2**bits - 1)
        zero = round(-lo / scale)
        row, done = original.clone(), []
        for j in range(n):
            q = min(max(round(float(row[j]) / scale) + zero, 0), 2**bits - 1)
            done.append(scale * (q - zero))
            inverse = torch.linalg.inv(h[j:, j:])
            row[j:] = row[j:] - (row[j] - done[-1]) * inverse[0] / inverse[0, 0]
        rows.append(torch.tensor(done, dtype=torch.float64, device=w.device))
    return torch.stack(rows).to(w.dtype)
