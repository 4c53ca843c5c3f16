"""A gap of logits: log(min_p) below the largest; everything else becomes -inf before one softmax."""

import math

import torch


def min_p_probs(logits, min_p):
    if min_p < 0 or min_p > 1:
        raise ValueError("min_p out of range")
    exact = logits.double()
    lowest = math.log(min_p) - 1e-9 if min_p else -math.inf
    far_below = exact - exact.max(dim=-1, keepdim=True).values < lowest
    return torch.softmax(exact.masked_fill(far_below, -math.inf), dim=-1).to(logits.dtype)
