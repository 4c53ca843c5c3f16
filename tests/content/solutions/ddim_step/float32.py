"""Plainly, in float32 or better."""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    wide = torch.promote_types(x_t.dtype, torch.float32)
    a = alphas_cumprod[t].to(wide)
    b = alphas_cumprod[t_prev].to(wide) if t_prev != -1 else torch.tensor(1.0, dtype=wide, device=x_t.device)
    clean = (x_t.to(wide) - torch.sqrt(1 - a) * eps.to(wide)) / torch.sqrt(a)
    return (torch.sqrt(b) * clean + torch.sqrt(1 - b) * eps.to(wide)).to(x_t.dtype)
