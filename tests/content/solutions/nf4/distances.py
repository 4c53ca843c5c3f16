"""The level of least distance to the unscaled value."""

import torch

NF4 = torch.tensor(
    [
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
    ],
    dtype=torch.float64,
)


@torch.no_grad()
def nf4_quantize(x, block_size=64):
    if not block_size > 0:
        raise ValueError("block_size must be at least 1")
    n = (x.numel() + block_size - 1) // block_size
    padded = torch.zeros(n, block_size, dtype=x.dtype, device=x.device)
    padded.view(-1)[: x.numel()].copy_(x.reshape(-1))
    absmax = torch.linalg.vector_norm(padded.double(), float("inf"), dim=1)
    grid = absmax[:, None, None] * NF4.to(x.device)
    codes = (padded.double()[..., None] - grid).abs().argmin(-1)
    codes[absmax == 0] = 7
    return codes.byte(), absmax.to(x.dtype)


@torch.no_grad()
def nf4_dequantize(codes, absmax, shape):
    flat = (NF4.to(codes.device)[codes.long()].to(absmax.dtype) * absmax.view(-1, 1)).flatten()
    return flat.narrow(0, 0, torch.Size(shape).numel()).reshape(shape)
