"""Divided by wins instead of games.

The sum in the denominator runs over all games of a pair, those that were lost included. With wins alone a loss costs nothing.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double().clone()
    won.fill_diagonal_(0)
    games = won + won.mT
    total = won.sum(1)
    s = torch.zeros_like(total)
    strength = torch.ones_like(total)
    for _ in range(200 if len(total) > 1 else 0):
        strength = total / (won / (strength[:, None] + strength)).sum(1)
        strength = strength / strength.log().mean().exp()
    s = strength.log()
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
