"""The noise keeps its size.

The second term uses alpha-bar of t instead of t_prev: the image gets cleaner, the noise does not. Both terms belong to t_prev.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t]
    b = bar[t_prev] if t_prev >= 0 else torch.ones((), dtype=torch.float64, device=bar.device)
    x0 = (x - (1 - a).sqrt() * e) / a.sqrt()
    return (b.sqrt() * x0 + (1 - a).sqrt() * e).to(x_t.dtype)
