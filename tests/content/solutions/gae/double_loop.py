"""The sum of the paper written out."""

import torch


def gae(rewards, values, mask, gamma=1.0, lam=0.95):
    rewards_, values_ = rewards.detach().double(), values.detach().double()
    b, n = rewards_.shape
    adv = torch.zeros_like(rewards_)
    for i in range(b):
        length = int(mask[i].sum())
        for t in range(length):
            for k in range(t, length):
                ahead = values_[i, k + 1] if k + 1 < length else 0.0
                adv[i, t] += (gamma * lam) ** (k - t) * (rewards_[i, k] + gamma * ahead - values_[i, k])
    ret = (adv + values_) * mask
    return adv.to(rewards.dtype), ret.to(rewards.dtype)
