"""Log-odds of the win rate.

A win against the strongest counts like one against the weakest, so whoever meets weak opponents rises. The model must explain who played whom.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double().clone()
    won.fill_diagonal_(0)
    games = won + won.mT
    total = won.sum(1)
    s = torch.zeros_like(total)
    s = torch.log(total / won.sum(0)) if len(total) > 1 else s
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
