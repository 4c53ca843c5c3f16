"""The distance is not squared.

An absolute value pulls with constant force however far a weight has gone, and has a kink at the old weight. The expansion is quadratic.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + (fisher[k].detach() * (params[k] - old_params[k].detach()).abs()).sum()
    return 0.5 * lam * total
