"""Stopped after ten rounds.

This iteration converges slowly where players met seldom: each round only passes news on to direct opponents. Go on until nothing changes any more.
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
    for _ in range(10):
        new = total / (games / (strength[:, None] + strength)).sum(1)
        new = new / new.log().mean().exp()
        done = bool(((new - strength).abs() <= 1e-14 * new).all())
        strength = new
        if done:
            break
    s = strength.log()
    s = s - s.mean()
    return s.to(wins.dtype) if wins.is_floating_point() else s
