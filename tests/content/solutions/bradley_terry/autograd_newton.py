"""Newton's method with derivatives by torch, the last player pinned to 0."""

import torch
from torch.func import grad, hessian


def bradley_terry(wins):
    dtype = wins.dtype if wins.dtype.is_floating_point else torch.float64
    w = wins.detach().to(torch.float64).clone().fill_diagonal_(0.0)
    n = w.shape[0]

    def loss(free):
        s = torch.cat([free, free.new_zeros(1)])
        return -(w * torch.nn.functional.logsigmoid(s.unsqueeze(1) - s.unsqueeze(0))).sum()

    free = w.new_zeros(n - 1)
    if n > 1:
        for _ in range(100):
            step = torch.linalg.solve(hessian(loss)(free), grad(loss)(free))
            if step.abs().max() < 1e-12:
                break
            scale = 1.0
            while loss(free - scale * step) > loss(free) + 1e-12 and scale > 1e-8:
                scale *= 0.5
            free = free - scale * step
    s = torch.cat([free, free.new_zeros(1)]).detach()
    return (s - s.mean()).to(dtype)
