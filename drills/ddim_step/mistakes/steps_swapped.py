"""t and t_prev are swapped.

The step goes back towards more noise.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t_prev] if t_prev >= 0 else torch.ones((), dtype=torch.float64, device=bar.device)
    b = bar[t]
    x0 = (x - (1 - a).sqrt() * e) / a.sqrt()
    return (b.sqrt() * x0 + (1 - b).sqrt() * e).to(x_t.dtype)
