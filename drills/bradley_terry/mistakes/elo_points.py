"""Ratings in Elo points.

Elo's scale is 400 / ln 10 per unit of natural log-odds. The plain logarithms were asked for.
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
    for _ in range(20000):
        new = total / (games / (strength[:, None] + strength)).sum(1)
        new = new / new.log().mean().exp()
        done = bool(((new - strength).abs() <= 1e-14 * new).all())
        strength = new
        if done:
            break
    s = strength.log()
    s = (s - s.mean()) * 400 / 2.302585092994046
    return s.to(wins.dtype) if wins.is_floating_point() else s
