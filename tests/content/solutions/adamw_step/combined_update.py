"""One update that holds both terms."""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    with torch.no_grad():
        pd, g = p.double(), grad.double()
        first = m.double() + (1 - betas[0]) * (g - m.double())
        second = v.double() + (1 - betas[1]) * (g.pow(2) - v.double())
        adapted = first / (1 - betas[0] ** step) / (torch.sqrt(second / (1 - betas[1] ** step)) + eps)
        update = lr * (adapted + weight_decay * pd)
        return (pd - update).to(p.dtype), first.to(p.dtype), second.to(p.dtype)
