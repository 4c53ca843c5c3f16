"""Eliminate one column after another from the inverse Hessian (optimal brain quantisation)."""

import torch


@torch.no_grad()
def gptq_quantize(w, hessian, bits=4, damp=0.01):
    values = w.double()
    scale = (values.amax(1).clamp(min=0) - values.amin(1).clamp(max=0)) / (2**bits - 1)
    safe = torch.where(scale > 0, scale, torch.ones_like(scale))
    zero = (-values.amin(1).clamp(max=0) / safe).round()
    h = hessian.double()
    inverse = torch.linalg.inv(h + damp * torch.trace(h) / len(h) * torch.eye(len(h), dtype=h.dtype, device=h.device))
    columns = list(values.unbind(1))
    for j in range(len(columns)):
        q = ((columns[j] / safe).round() + zero).clamp(0, 2**bits - 1)
        rounded = safe * (q - zero)
        share = (columns[j] - rounded) / inverse[j, j]
        columns[j] = rounded
        for k in range(j + 1, len(columns)):
            columns[k] = columns[k] - share * inverse[j, k]
        inverse = inverse - torch.outer(inverse[:, j], inverse[j]) / inverse[j, j]
    return torch.stack(columns, 1).to(w.dtype)
