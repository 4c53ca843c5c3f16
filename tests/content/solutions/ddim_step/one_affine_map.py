"""As one linear combination of x_t and eps."""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    a = float(alphas_cumprod[t])
    b = 1.0 if t_prev < 0 else float(alphas_cumprod[t_prev])
    keep = (b / a) ** 0.5
    return (keep * x_t.double() + ((1 - b) ** 0.5 - keep * (1 - a) ** 0.5) * eps.double()).to(x_t.dtype)
