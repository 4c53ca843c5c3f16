"""Block by block, value by value."""

import torch

L = [
    -1.0,
    -0.6961928009986877,
    -0.5250730514526367,
    -0.39491748809814453,
    -0.28444138169288635,
    -0.18477343022823334,
    -0.09105003625154495,
    0.0,
    0.07958029955625534,
    0.16093020141124725,
    0.24611230194568634,
    0.33791524171829224,
    0.44070982933044434,
    0.5626170039176941,
    0.7229568362236023,
    1.0,
]


@torch.no_grad()
def nf4_quantize(x, block_size=64):
    if block_size <= 0:
        raise ValueError("block_size")
    data = x.double().flatten().tolist()
    codes, largest = [], []
    for start in range(0, len(data), block_size):
        block = data[start : start + block_size]
        top = max(abs(v) for v in block)
        largest.append(top)
        row = [7] * block_size
        for i, v in enumerate(block):
            if top > 0:
                row[i] = min(range(16), key=lambda k: abs(v / top - L[k]))
        codes.append(row)
    return torch.tensor(codes, dtype=torch.uint8, device=x.device), torch.tensor(
        largest, dtype=x.dtype, device=x.device
    )


@torch.no_grad()
def nf4_dequantize(codes, absmax, shape):
    out = []
    for row, top in zip(codes.tolist(), absmax.tolist()):
        out += [L[c] * top for c in row]
    n = torch.Size(shape).numel()
    return torch.tensor(out[:n], dtype=absmax.dtype, device=absmax.device).reshape(shape)
