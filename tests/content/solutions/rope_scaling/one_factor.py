"""One divisor a pair, logarithms for the powers."""

import math

import torch


def yarn_frequencies(d, base, factor, original_length, beta_fast=32.0, beta_slow=1.0):
    theta = torch.exp(-math.log(base) * torch.arange(0, d, 2).double() / d)
    gamma = (original_length * theta / math.tau - beta_slow) / (beta_fast - beta_slow)
    gamma = torch.minimum(torch.maximum(gamma, torch.zeros_like(gamma)), torch.ones_like(gamma))
    return theta * (1 + gamma * (factor - 1)) / factor
