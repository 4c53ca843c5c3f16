"""Each strength in turn from its own equation, repeated until all stand still."""

import torch


def bradley_terry(wins):
    w = wins.detach().double().clone()
    w.fill_diagonal_(0)
    n, m = len(w), w + w.T
    p = torch.ones(n, dtype=torch.float64, device=w.device)
    for _ in range(20000 if n > 1 else 0):
        before = p.clone()
        for i in range(n):
            p[i] = w[i].sum() / (m[i] / (p[i] + p)).sum()
        p /= p.log().mean().exp()
        if torch.allclose(p, before, rtol=1e-13, atol=0):
            break
    s = p.log()  # of mean 0, since p is divided by its geometric mean
    return s.to(wins.dtype) if torch.is_floating_point(wins) else s
