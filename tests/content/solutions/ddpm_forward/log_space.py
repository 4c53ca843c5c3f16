"""The product as a sum of logarithms."""

import torch


def q_sample(x0, t, betas, noise):
    log_bar = torch.log1p(-betas.double()).cumsum(0).index_select(0, t)
    while log_bar.dim() < x0.dim():
        log_bar = log_bar.unsqueeze(-1)
    signal, spread = torch.exp(log_bar / 2), torch.sqrt(-torch.expm1(log_bar))
    return (signal * x0 + spread * noise).to(x0.dtype)
