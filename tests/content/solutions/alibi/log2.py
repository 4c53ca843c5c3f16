"""math.log2 as in the original code, torch.where and float64 in between."""

import math

import torch


def alibi_bias(n_heads, t_q, t_k):
    if n_heads < 1:
        raise ValueError(f"{n_heads} heads")
    m = 2 ** math.floor(math.log2(n_heads))
    slope = 2.0 ** (torch.arange(1, m + 1, dtype=torch.float64) * (-8 / m))
    odd = 2.0 ** ((1 + 2 * torch.arange(n_heads - m, dtype=torch.float64)) * (-4 / m))
    slope = torch.cat([slope, odd])
    position = torch.arange(t_k - t_q, t_k, dtype=torch.float64).reshape(t_q, 1)
    back = position - torch.arange(t_k, dtype=torch.float64)
    bias = torch.where(back >= 0, -torch.einsum("h,ij->hij", slope, back), float("-inf"))
    return bias.to(torch.float32)
