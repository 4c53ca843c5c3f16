"""A gradient flows into the Fisher information.

It was computed once on the old task and is a constant; in the graph it would be lowered wherever weights moved. Detach.
"""

import torch


def ewc_penalty(params, old_params, fisher, lam):
    total = 0.0
    for k in params:
        total = total + (fisher[k] * (params[k] - old_params[k].detach()).square()).sum()
    return 0.5 * lam * total
