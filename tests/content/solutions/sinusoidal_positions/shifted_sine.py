"""float32 throughout, exp of logarithms, and a cosine as a sine a quarter turn on."""

import math

import torch


def sinusoidal_positions(n_positions, d_model):
    column = torch.arange(d_model)
    frequency = torch.exp(-(math.log(10000.0) / d_model) * (2 * (column // 2)).float())
    angle = torch.outer(torch.arange(n_positions).float(), frequency)
    return torch.where(column % 2 == 0, angle.sin(), angle.cos())
