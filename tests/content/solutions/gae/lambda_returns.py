"""Through lambda-returns: the advantage is the return less the value."""

import torch


def gae(rewards, values, mask, gamma=1.0, lam=0.95):
    with torch.no_grad():
        v = torch.where(mask, values.double(), 0.0)
        r = rewards.double()
        g = torch.zeros_like(r[:, 0])
        nxt = torch.zeros_like(g)
        out = torch.zeros_like(r)
        for t in reversed(range(r.shape[1])):
            g = torch.where(mask[:, t], r[:, t] + gamma * ((1 - lam) * nxt + lam * g), 0.0)
            nxt = v[:, t]
            out[:, t] = g
        return torch.where(mask, out - v, 0.0).to(rewards.dtype), out.to(rewards.dtype)
