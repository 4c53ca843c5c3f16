"""Newton's method with full steps.

Near the maximum full steps are best, but on lopsided tables the first ones overshoot to where the curve is flat, and the next are larger still, until the matrix is singular. Cap the step, or halve it while the likelihood falls.
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
        s = s + step
        if step.abs().max() < 1e-9:
            break
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
