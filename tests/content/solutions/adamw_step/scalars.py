"""Number by number."""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    rows = []
    flat = [t.double().flatten().tolist() for t in (p, grad, m, v)]
    for weight, g, a, b in zip(*flat):
        a = betas[0] * a + (1 - betas[0]) * g
        b = betas[1] * b + (1 - betas[1]) * g**2
        move = (a / (1 - betas[0] ** step)) / ((b / (1 - betas[1] ** step)) ** 0.5 + eps)
        rows.append((weight - lr * weight_decay * weight - lr * move, a, b))
    made = torch.tensor(rows, dtype=torch.float64, device=p.device).reshape(*p.shape, 3)
    return tuple(part.to(p.dtype) for part in made.unbind(-1))
