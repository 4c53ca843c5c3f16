"""Strengths normalised to sum 1.

Then their logarithms sum to something below 0 that depends on the number of players. Subtract the mean of the logarithms.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double().clone()
    won.fill_diagonal_(0)
    games = won + won.mT
    total = won.sum(1)
    s = torch.zeros_like(total)
    for _ in range(100):
        p = torch.sigmoid(s[:, None] - s)
        w = games * p * (1 - p)
        step = torch.linalg.solve(torch.diag(w.sum(1)) - w + 1, total - (games * p).sum(1))
        s = s + step / step.abs().max().clamp(min=1)
        if step.abs().max() < 1e-9:
            break
    s = s - s.exp().sum().log()
    return s.to(wins.dtype) if wins.is_floating_point() else s
