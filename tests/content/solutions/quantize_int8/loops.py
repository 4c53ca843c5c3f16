"""Row by row, entry by entry."""

import torch


@torch.no_grad()
def quantize_int8(w):
    q = torch.zeros(w.shape, dtype=torch.int8, device=w.device)
    scale = torch.zeros(w.shape[0], 1, device=w.device)
    for i, row in enumerate(w.tolist()):
        largest = max(abs(v) for v in row)
        scale[i, 0] = largest / 127
        for j, v in enumerate(row):
            if largest > 0:
                q[i, j] = round(v * 127 / largest)
    return q, scale


@torch.no_grad()
def dequantize_int8(q, scale):
    rows = [[float(v) * float(s) for v in row] for row, s in zip(q.tolist(), scale.flatten().tolist())]
    return torch.tensor(rows, device=q.device)
