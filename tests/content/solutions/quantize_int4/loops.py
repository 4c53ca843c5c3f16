"""Group by group in plain Python."""

import torch


@torch.no_grad()
def quantize_int4(w, group_size):
    rows = w.double().tolist()
    n_in = w.shape[1]
    if n_in % 2 == 1 or n_in % group_size != 0:
        raise ValueError("cannot be grouped or packed")
    packed, scales, zeros = [], [], []
    for row in rows:
        codes, scale_row, zero_row = [], [], []
        for start in range(0, n_in, group_size):
            group = row[start : start + group_size]
            low, high = min(group), max(group)
            step = (high - low) / 15
            scale_row.append(step)
            zero_row.append(low)
            codes += [round((v - low) / step) if step else 0 for v in group]
        packed.append([codes[i] + 16 * codes[i + 1] for i in range(0, n_in, 2)])
        scales.append(scale_row)
        zeros.append(zero_row)
    device = w.device
    return (
        torch.tensor(packed, dtype=torch.uint8, device=device),
        torch.tensor(scales, dtype=torch.float32, device=device),
        torch.tensor(zeros, dtype=torch.float32, device=device),
    )


@torch.no_grad()
def dequantize_int4(packed, scale, zero, group_size):
    out = torch.empty(packed.shape[0], 2 * packed.shape[1], device=packed.device)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            byte = int(packed[i, j // 2])
            q = byte // 16 if j % 2 else byte % 16
            out[i, j] = q * scale[i, j // group_size] + zero[i, j // group_size]
    return out
