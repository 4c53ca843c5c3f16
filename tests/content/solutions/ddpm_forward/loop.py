"""Item by item."""

import torch


def q_sample(x0, t, betas, noise):
    out = []
    for x, step, e in zip(x0, t.tolist(), noise):
        bar = 1.0
        for beta in betas[: step + 1].double().tolist():
            bar *= 1 - beta
        out.append(bar**0.5 * x + (1 - bar) ** 0.5 * e)
    return torch.stack(out).to(x0.dtype)
