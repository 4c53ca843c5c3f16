"""The Fisher information is squared.

It is already a mean of squared gradients. Squared again, a few weights dominate.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + ((fisher[k].detach() * (params[k] - old_params[k].detach())).square()).sum()
    return 0.5 * lam * total
