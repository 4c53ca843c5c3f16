"""ALiBi biases (arXiv:2108.12409, section 3)."""

import math

import torch


def slopes(n_heads: int) -> list[float]:
    """One slope a head: 2^(-8h/n) for h = 1 .. n where n is a power of two, else borrowed from the next two powers."""
    below = 2 ** (n_heads.bit_length() - 1)  # the largest power of two that is not above n_heads
    if below == n_heads:
        return [2.0 ** (-8 * h / n_heads) for h in range(1, n_heads + 1)]
    return slopes(below) + slopes(2 * below)[0::2][: n_heads - below]


@torch.no_grad()
def alibi_bias(n_heads: int, t_q: int, t_k: int) -> torch.Tensor:
    """The biases that ALiBi adds to the scores.

    Returns float32 (n_heads, t_q, t_k): -slope * distance (in positions) for keys up to the query's own position
    i + (t_k - t_q), -inf for later ones. Raises ValueError if n_heads < 1.
    """
    if n_heads < 1:
        raise ValueError(f"n_heads must be at least 1, not {n_heads}")
    query = torch.arange(t_q)[:, None] + (t_k - t_q)
    distance = query - torch.arange(t_k)  # (t_q, t_k); negative in the future
    slope = torch.tensor(slopes(n_heads), dtype=torch.float32)[:, None, None]
    return (-slope * distance).masked_fill(distance < 0, -math.inf)
