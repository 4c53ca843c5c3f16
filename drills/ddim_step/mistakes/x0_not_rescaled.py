"""The predicted x0 is not divided by sqrt(alpha-bar).

Taking the noise away leaves sqrt(alpha-bar_t) x0: a shrunken image, more so at every step. Divide.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t]
    b = bar[t_prev] if t_prev >= 0 else torch.ones((), dtype=torch.float64, device=bar.device)
    x0 = x - (1 - a).sqrt() * e
    return (b.sqrt() * x0 + (1 - b).sqrt() * e).to(x_t.dtype)
