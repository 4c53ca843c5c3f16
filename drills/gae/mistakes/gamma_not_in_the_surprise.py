"""gamma is left out of the surprise.

r + V(next) - V compares values of different times: what is expected from the next step on is worth gamma times as much now. The recursion discounts by gamma lam, and the surprise by gamma.
"""

import torch


def gae(rewards, values, mask, gamma=1.0, lam=0.95):
    with torch.no_grad():
        wide = torch.promote_types(rewards.dtype, torch.float32)
        r, v = rewards.to(wide), values.to(wide)
        T = r.shape[1]
        run = torch.zeros_like(r[:, 0])
        columns = []
        for t in range(T - 1, -1, -1):
            ahead = torch.where(mask[:, t + 1], v[:, t + 1], 0.0) if t + 1 < T else torch.zeros_like(v[:, 0])
            delta = r[:, t] + ahead - v[:, t]
            run = torch.where(mask[:, t], delta + gamma * lam * run, 0.0)
            columns.append(run)
        adv = torch.stack(columns[::-1], 1)
        returns = torch.where(mask, adv + v, 0.0)
        return adv.to(rewards.dtype), returns.to(rewards.dtype)
