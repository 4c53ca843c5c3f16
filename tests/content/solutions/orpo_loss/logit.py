"""Log odds through expm1 of the negative: log(p/(1-p)) = -log(exp(-x) - 1)."""

import torch
import torch.nn.functional as F


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    def log_odds(x):
        x = x.double()
        return torch.where(x < -30, x, -torch.log(torch.expm1(-torch.clamp(x, min=-30))))

    ratio = log_odds(chosen_mean_logps) - log_odds(rejected_mean_logps)
    penalty = F.softplus(-ratio).mean()
    return (chosen_nll.double().mean() + lam * penalty).to(chosen_mean_logps.dtype)
