"""Zermelo's iteration in plain Python."""

import math

import torch


def bradley_terry(wins):
    rows = wins.double().tolist()
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
        change = max(abs(math.log(x / y)) for x, y in zip(new, p))
        p = new
        if change < 1e-13:
            break
    logs = [math.log(x) for x in p]  # of mean 0, since the geometric mean of p is 1
    dtype = wins.dtype if wins.is_floating_point() else torch.float64
    return torch.tensor(logs, dtype=torch.float64, device=wins.device).to(dtype)
