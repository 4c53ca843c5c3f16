"""float32, torch's pad, searchsorted."""

import torch
import torch.nn.functional as F

TABLE = torch.tensor(
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
    ]
)


@torch.no_grad()
def nf4_quantize(x, block_size=64):
    if block_size < 1:
        raise ValueError("block_size must be positive")
    flat = F.pad(x.flatten(), (0, (block_size - x.numel() % block_size) % block_size))
    blocks = flat.view(-1, block_size)
    absmax = blocks.abs().max(dim=1).values
    unit = (blocks.float() / absmax.float()[:, None]).nan_to_num(0.0)
    edges = ((TABLE[1:] + TABLE[:-1]) / 2).to(x.device)
    return torch.searchsorted(edges, unit).to(torch.uint8), absmax


@torch.no_grad()
def nf4_dequantize(codes, absmax, shape):
    unit = TABLE.to(absmax.device)[codes.int()]
    out = unit.to(torch.promote_types(torch.float32, absmax.dtype)) * absmax.unsqueeze(-1)
    return out.flatten()[: torch.Size(shape).numel()].view(shape).to(absmax.dtype)
