"""Evenly spaced levels.

That is int4. NF4 places its levels at quantiles of the normal distribution, close together around 0 where most weights are. Use the table.
"""

import torch

LEVELS = tuple([i / 7 - 1 for i in range(7)] + [0.0] + [i / 8 for i in range(1, 9)])


@torch.no_grad()
def nf4_quantize(x, block_size=64):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    flat = x.reshape(-1)
    n_blocks = -(-flat.numel() // block_size)
    blocks = flat.new_zeros(n_blocks * block_size)
    blocks[: flat.numel()] = flat
    blocks = blocks.reshape(n_blocks, block_size)
    absmax = blocks.abs().amax(1)
    wide = blocks.double() / torch.where(absmax == 0, 1.0, absmax.double())[:, None]
    levels = torch.tensor(LEVELS, dtype=torch.float64, device=x.device)
    codes = (wide[..., None] - levels).abs().argmin(-1)
    return codes.to(torch.uint8), absmax


@torch.no_grad()
def nf4_dequantize(codes, absmax, shape):
    levels = torch.tensor(LEVELS, dtype=absmax.dtype, device=absmax.device)
    values = levels[codes.long()] * absmax[:, None]
    n = 1
    for size in shape:
        n *= size
    return values.reshape(-1)[:n].reshape(shape)
