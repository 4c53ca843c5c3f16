"""The diagonal is multiplied by 0.

0 times NaN or infinity is NaN, and one NaN spreads to all strengths. Write zeros there: fill_diagonal_ on a copy, or torch.where.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double() * (1 - torch.eye(len(wins), dtype=torch.float64, device=wins.device))
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
    return s.to(wins.dtype) if wins.is_floating_point() else s
