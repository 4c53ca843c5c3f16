"""In the variable x / sqrt(alpha-bar), where DDIM is an Euler step."""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bars = torch.cat([alphas_cumprod.double(), torch.ones(1, dtype=torch.float64, device=alphas_cumprod.device)])
    now, before = bars[t], bars[t_prev]
    sigma_now, sigma_before = ((1 - now) / now).sqrt(), ((1 - before) / before).sqrt()
    moved = x_t.double() / now.sqrt() + (sigma_before - sigma_now) * eps.double()
    return (moved * before.sqrt()).to(x_t.dtype)
