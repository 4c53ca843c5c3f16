"""NF4 quantisation in blocks."""

import math

import torch

LEVELS = (
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
)


@torch.no_grad()
def nf4_quantize(x: torch.Tensor, block_size: int = 64) -> tuple[torch.Tensor, torch.Tensor]:
    """Codes (n_blocks, block_size) in uint8 and the largest absolute value (n_blocks,) of each block of x, in x's dtype.

    The last block is filled up with zeros (code 7). Raises ValueError if block_size is below 1.
    Source: QLoRA, arXiv:2305.14314 section 3; levels as in bitsandbytes.
    """
    if block_size < 1:
        raise ValueError(f"block_size must be at least 1, not {block_size}")
    flat = x.reshape(-1)
    fill = -flat.numel() % block_size
    blocks = torch.cat([flat, flat.new_zeros(fill)]).reshape(-1, block_size)
    absmax = blocks.abs().amax(dim=1)
    # A block of zeros is divided by 1: 0 / 1 is level 7.
    divisor = torch.where(absmax == 0, torch.ones_like(absmax), absmax).unsqueeze(1)
    normalised = blocks.double() / divisor.double()
    levels = torch.tensor(LEVELS, dtype=torch.float64, device=x.device)
    # The levels are sorted, so the nearest one is found by counting the middles below.
    middles = (levels[1:] + levels[:-1]) / 2
    codes = torch.bucketize(normalised, middles)
    return codes.to(torch.uint8), absmax


@torch.no_grad()
def nf4_dequantize(codes: torch.Tensor, absmax: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    """The tensor of this shape that the codes stand for, in absmax's dtype."""
    levels = torch.tensor(LEVELS, dtype=absmax.dtype, device=absmax.device)
    values = levels[codes.long()] * absmax.unsqueeze(1)
    return values.reshape(-1)[: math.prod(shape)].reshape(shape)
