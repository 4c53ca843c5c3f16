"""A weighted inner product for each tensor."""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    parts = []
    for name in fisher:
        d = (params[name] - old_params[name].detach()).flatten()
        parts.append(torch.einsum("i,i,i->", fisher[name].detach().flatten(), d, d))
    return lam * sum(parts) / 2
