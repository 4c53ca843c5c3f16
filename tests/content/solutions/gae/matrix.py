"""One matrix of powers of gamma * lam."""

import torch


def gae(rewards, values, mask, gamma=1.0, lam=0.95):
    with torch.no_grad():
        n = rewards.shape[1]
        m = mask.double()
        v = values.double() * m
        ahead = torch.cat([v[:, 1:], torch.zeros_like(v[:, :1])], 1)
        delta = (rewards.double() + gamma * ahead - v) * m
        i = torch.arange(n, device=mask.device)
        distance = (i[:, None] - i[None, :]).double()
        powers = torch.where(distance >= 0, torch.tensor(float(gamma * lam), dtype=torch.float64) ** distance.clamp(min=0), 0.0)
        adv = delta @ powers  # 0 on padding, as all deltas from there on are
        return adv.to(rewards.dtype), (adv + v).to(rewards.dtype)
