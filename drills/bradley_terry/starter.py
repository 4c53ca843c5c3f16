"""Fitting Bradley-Terry strengths."""

import torch


def bradley_terry(wins: torch.Tensor) -> torch.Tensor:
    """(n,) log-strengths, sum 0, of maximum likelihood; wins[i, j] = how often i beat j."""
    raise NotImplementedError
