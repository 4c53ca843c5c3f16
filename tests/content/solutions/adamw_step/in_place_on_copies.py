"""The way torch.optim does it, on copies."""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    new_p, new_m, new_v = (t.detach().clone().to(wide) for t in (p, m, v))
    g = grad.detach().to(wide)
    new_p.mul_(1 - lr * weight_decay)
    new_m.lerp_(g, 1 - betas[0])
    new_v.mul_(betas[1]).addcmul_(g, g, value=1 - betas[1])
    size = lr / (1 - betas[0] ** step)
    denominator = (new_v.sqrt() / (1 - betas[1] ** step) ** 0.5).add_(eps)
    new_p.addcdiv_(new_m, denominator, value=-size)
    return new_p.to(p.dtype), new_m.to(p.dtype), new_v.to(p.dtype)
