"""Divided by wins instead of games.

The sum in the denominator runs over all games of a pair, those that were lost included. With wins alone a loss costs nothing.
"""

import torch


def bradley_terry(wins):
    won = wins.detach().double().clone()
    won.fill_diagonal_(0)
    games = won + won.mT
    total = won.sum(1)
    strength = torch.ones_like(total)
    if len(total) == 1:
        return torch.zeros_like(total) if not wins.is_floating_point() else torch.zeros_like(total).to(wins.dtype)
    for _ in range(200):
        new = total / (won / (strength[:, None] + strength)).sum(1)
        new = new / new.log().mean().exp()
        done = bool(((new - strength).abs() <= 1e-14 * new).all())
        strength = new
        if done:
            break
    s = strength.log()
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
