"""Fitting Bradley-Terry strengths."""

import torch


def bradley_terry(wins: torch.Tensor) -> torch.Tensor:
    """(n,) log-strengths, sum 0, of maximum likelihood for wins (n, n); wins[i, j] = how often i beat j.

    The diagonal is ignored; the wins must be strongly connected. Float input keeps its dtype, integers give float64. No
    gradient. Newton's method, steps of 1 at most. Source: Hunter 2004.
    """
    with torch.no_grad():
        # Filled and not multiplied by 0, which would keep a NaN.
        won = wins.double().masked_fill(torch.eye(len(wins), dtype=torch.bool, device=wins.device), 0.0)
        games = won + won.mT
        total = won.sum(dim=1)

        strengths = torch.zeros_like(total)
        for _ in range(200):
            p = torch.sigmoid(strengths[:, None] - strengths)
            # At the maximum every player has won as often as the model expects.
            gradient = total - (games * p).sum(dim=1)
            weights = games * p * (1 - p)
            curvature = torch.diag(weights.sum(dim=1)) - weights
            # Adding a constant to all strengths changes nothing, so curvature is singular along ones; adding 1 to every
            # entry fills that direction, in which the gradient has no part.
            step = torch.linalg.solve(curvature + 1.0, gradient)
            # Far from the maximum, where the curve is flat, a full step overshoots; near it the digits double each time.
            strengths = strengths + step / step.abs().max().clamp(min=1.0)
            if step.abs().max() < 1e-9:
                break
        strengths = strengths - strengths.mean()
        return strengths.to(wins.dtype) if wins.is_floating_point() else strengths
