"""Everything in three flat vectors."""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    names = sorted(params)
    theta = torch.cat([params[n].reshape(-1) for n in names])
    with torch.no_grad():
        old = torch.cat([old_params[n].reshape(-1) for n in names])
        f = torch.cat([fisher[n].reshape(-1) for n in names])
    gap = (theta - old).double()
    return (lam / 2 * torch.dot(f.double() * gap, gap)).to(theta.dtype)
