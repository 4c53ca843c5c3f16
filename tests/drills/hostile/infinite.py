"""Infinity, so that every difference is infinite or NaN."""

FAMILY = "nan"

import torch


def softmax(x, dim=-1):
    return torch.full_like(x, float("inf")) + 0 * x
