"""A gradient flows into the old weights.

The anchor is a constant. If it is part of the graph it moves towards the new weights. Detach.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + (fisher[k].detach() * (params[k] - old_params[k]).square()).sum()
    return 0.5 * lam * total
