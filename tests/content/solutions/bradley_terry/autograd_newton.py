"""Newton's method with derivatives by torch, the last player pinned to 0."""

import torch
from torch.func import grad, hessian


def bradley_terry(wins):
    dtype = wins.dtype if wins.dtype.is_floating_point else torch.float64
    w = wins.detach().to(torch.float64).clone().fill_diagonal_(0.0)

    def loss(free):
        s = torch.cat([free, free.new_zeros(1)])
        return -(w * torch.nn.functional.logsigmoid(s.unsqueeze(1) - s.unsqueeze(0))).sum()

    slope = grad(loss)
    free = w.new_zeros(len(w) - 1)
    if len(free):
        for _ in range(100):
            here = slope(free)
            step = torch.linalg.solve(hessian(loss)(free), here)
            if step.abs().max() < 1e-12:
                break
            # Too long where the way goes up behind the valley more steeply than it came down.
            while -(slope(free - step) @ step) > here @ step:
                step = step / 2
            free = free - step
    s = torch.cat([free, free.new_zeros(1)])
    return (s - s.mean()).to(dtype)
