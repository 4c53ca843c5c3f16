"""Filled up with the second, fourth, ... slope.

The slopes of 2m heads at even places (2nd, 4th, ...) are those of m heads, so they are there already. The
new heads take the 1st, 3rd, 5th.
"""

import math

import torch


def slopes(n):
    m = 2 ** (n.bit_length() - 1)
    if m == n:
        return [2.0 ** (-8 * h / n) for h in range(1, n + 1)]
    return slopes(m) + slopes(2 * m)[1::2][: n - m]


def alibi_bias(n_heads, t_q, t_k):
    if n_heads < 1:
        raise ValueError("n_heads must be at least 1")
    distance = torch.arange(t_q)[:, None] + (t_k - t_q) - torch.arange(t_k)
    slope = torch.tensor(slopes(n_heads), dtype=torch.float32)[:, None, None]
    return (-slope * distance).masked_fill(distance < 0, -math.inf)
