"""Zermelo's iteration in plain Python."""

import math

import torch


def bradley_terry(wins):
    rows = wins.detach().double().tolist()
    n = len(rows)
    p = [1.0] * n
    for _ in range(20000):
        new = []
        for i in range(n):
            won = sum(rows[i][j] for j in range(n) if j != i)
            below = sum((rows[i][j] + rows[j][i]) / (p[i] + p[j]) for j in range(n) if j != i)
            new.append(won / below if n > 1 else 1.0)
        size = math.exp(sum(math.log(x) for x in new) / n)
        new = [x / size for x in new]
        change = max(abs(x - y) / x for x, y in zip(new, p))
        p = new
        if change < 1e-13:
            break
    logs = [math.log(x) for x in p]
    mean = sum(logs) / n
    dtype = wins.dtype if wins.is_floating_point() else torch.float64
    return torch.tensor([x - mean for x in logs], dtype=torch.float64, device=wins.device).to(dtype)
