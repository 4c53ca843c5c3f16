"""Pair by pair, in float64."""

import torch


def orpo_loss(chosen_mean_logps, rejected_mean_logps, chosen_nll, lam=0.1):
    total = 0.0
    for w, l in zip(chosen_mean_logps.double(), rejected_mean_logps.double()):
        difference = (w - torch.log(-torch.expm1(w))) - (l - torch.log(-torch.expm1(l)))
        total = total + torch.logaddexp(torch.zeros_like(difference), -difference)
    nll = chosen_nll.double().mean()
    return (nll + lam * total / len(chosen_mean_logps)).to(chosen_mean_logps.dtype)
