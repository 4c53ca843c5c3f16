"""One entry at a time."""

import torch


def head_slopes(n):
    if n & (n - 1) == 0:
        ratio = 2.0 ** (-8.0 / n)
        return [ratio ** (i + 1) for i in range(n)]
    power = 1
    while power * 2 < n:
        power *= 2
    extra = head_slopes(power * 2)
    return head_slopes(power) + [extra[i] for i in range(0, 2 * (n - power), 2)]


def alibi_bias(n_heads, t_q, t_k):
    if n_heads <= 0:
        raise ValueError("at least one head")
    out = torch.full((n_heads, t_q, t_k), float("-inf"), dtype=torch.float32)
    for h, slope in enumerate(head_slopes(n_heads)):
        for i in range(t_q):
            for j in range(t_k):
                back = i + t_k - t_q - j
                if back >= 0:
                    out[h, i, j] = -slope * back
    return out
